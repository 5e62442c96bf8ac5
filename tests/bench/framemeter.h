#pragma once

#include "ui/slideview/slideview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

namespace transcope::bench {

/// Of the calling thread.
inline double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// 0..1 of the values, each of which was measured; 0 without any.
inline double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.empty() ? 0
                          : values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

inline double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

/// What a frame cost the UI thread: every event that it handled since the frame before (input, steps of an
/// animation, tiles that came), until the frame's px had been given to the window system.
struct Frame
{
    double ms = 0;
    double cpuMs = 0; ///< of the UI thread alone
};

/// One event that was handled for long.
struct Block
{
    double ms = 0;
    double cpuMs = 0;
    std::string what; ///< receiver and type of event
};

/// An application that measures how long its events take, each with all that it calls.
class MeteredApplication : public QApplication
{
public:
    static constexpr double LongMs = 50;

    using QApplication::QApplication;

    void reset()
    {
        m_frames.clear();
        m_blocks.clear();
        m_present = {};
        m_longest = {};
    }
    /// In which a slide was painted.
    const std::vector<Frame>& frames() const { return m_frames; }
    /// Events of LongMs or more.
    const std::vector<Block>& blocks() const { return m_blocks; }
    const Block& longest() const { return m_longest; }

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && qobject_cast<ui::SlideView*>(receiver->parent()))
            m_paintsSlide = true;
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        // Both may be gone afterwards.
        const auto type = event->type();
        const std::string className = receiver->metaObject()->className();
        QElapsedTimer timer;
        timer.start();
        const double cpuBefore = cpuMs();
        ++m_depth;
        const bool taken = QApplication::notify(receiver, event);
        --m_depth;
        add(Block{double(timer.nsecsElapsed()) / 1e6, cpuMs() - cpuBefore, {}}, className, type);
        return taken;
    }

private:
    void add(Block block, const std::string& className, QEvent::Type type)
    {
        m_present.ms += block.ms;
        m_present.cpuMs += block.cpuMs;
        if (block.ms >= LongMs || block.ms > m_longest.ms)
            block.what = className + ", event " + std::to_string(int(type));
        if (block.ms >= LongMs)
            m_blocks.push_back(block);
        if (block.ms > m_longest.ms)
            m_longest = block;
        if (type != QEvent::UpdateRequest)
            return;
        if (std::exchange(m_paintsSlide, false))
            m_frames.push_back(m_present);
        m_present = {};
    }

    int m_depth = 0;
    bool m_paintsSlide = false;
    Frame m_present;
    std::vector<Frame> m_frames;
    std::vector<Block> m_blocks;
    Block m_longest;
};

} // namespace transcope::bench
