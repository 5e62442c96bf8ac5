#pragma once

#include "core/region/region.h"
#include "ui/document/document.h"

namespace transcope::ui {

/// The regions of a document's slide, kept in its session as they change. UI thread only.
class Regions : public QObject
{
    Q_OBJECT
public:
    explicit Regions(Document* document, QObject* parent = nullptr);
    ~Regions() override; ///< what is not written yet is

    const std::vector<core::Region>& all() const { return m_regions; }
    int current() const { return m_current; } ///< that is spoken of; -1 none
    const core::Region* currentRegion() const;
    void setCurrent(int region);
    /// In place of `count` regions from `first` on; the first of them, or what then stands there, becomes the
    /// current one.
    void replace(int first, int count, const std::vector<core::Region>& by);
    /// Whether the session has them all, and has been read.
    bool isSettled() const { return !m_reading.isBusy() && !m_writing.isBusy() && !m_isBehind; }

signals:
    void changed();       ///< regions, or which is the current one
    void sessionWanted(); ///< there are regions, and no session to keep them
    void failed(const QString& message);

private:
    void clear();
    void writeAtOnce();
    void takeSession();
    void merge(std::vector<core::Region> kept);
    void keep();
    void write();

    Document* m_document;
    std::shared_ptr<core::Session> m_session; ///< that keeps them
    std::vector<core::Region> m_regions;
    int m_current = -1;
    bool m_isBehind = false; ///< the session does not have them as they are
    BackgroundJobs m_reading, m_writing;
};

} // namespace transcope::ui
