#include "ui/slideview/tilesource.h"

#include "core/base/guarded.h"
#include "ui/slideview/tilepainter.h"

#include <QMetaObject>
#include <QThreadPool>
#include <algorithm>
#include <list>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>

namespace transcope::ui {
namespace {

/// All views read through one pool. One thread beside the UI's is kept even on a single core.
QThreadPool& tilePool()
{
    static QThreadPool pool;
    static const bool configured = [] {
        pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 2, 6));
        pool.setThreadPriority(QThread::LowPriority);
        return true;
    }();
    Q_UNUSED(configured);
    return pool;
}

int costKiB(const QImage& image)
{
    return int(image.sizeInBytes() / 1024) + 1;
}

bool contains(const std::vector<TileKey>& tiles, const TileKey& key)
{
    return std::find(tiles.begin(), tiles.end(), key) != tiles.end();
}

} // namespace

/// Shared by the source and its reads, and outlives the source until the last read has ended.
struct TileSource::Queue
{
    struct Client
    {
        const void* id;
        std::vector<TileKey> wanted; ///< still to be read, most wanted first
    };

    Queue(std::shared_ptr<const core::Slide> s, const TilePyramid& p, TileSource* r)
        : slide(std::move(s)), pyramid(p), receiver(r)
    {
    }

    const std::shared_ptr<const core::Slide> slide;
    const TilePyramid pyramid;
    std::mutex mutex;
    TileSource* receiver;      ///< null once the source is gone
    std::list<Client> clients; ///< the one that asked last is first
    std::vector<Read> reading; ///< until the result is in the cache
    int tasks = 0;             ///< given to the pool and not yet ended

    bool isReading(const TileKey& key) const
    {
        return std::any_of(reading.begin(), reading.end(), [&](const auto& read) {
            return read.first == key && !read.second.stop_requested();
        });
    }
    bool isWanted(const TileKey& key) const
    {
        return std::any_of(clients.begin(), clients.end(),
                           [&](const Client& c) { return contains(c.wanted, key); });
    }
    /// Takes the next tile that nobody reads yet; its read can be stopped through the source returned.
    std::optional<Read> take()
    {
        for (const Client& client : clients)
            for (const TileKey& key : client.wanted)
                if (!isReading(key))
                    return reading.emplace_back(key, std::stop_source());
        return std::nullopt;
    }
    void finished(const TileKey& key, const std::stop_source& read)
    {
        std::erase_if(reading, [&](const auto& r) { return r.second == read; });
        if (!read.stop_requested()) // else a view may have asked for it again
            for (Client& client : clients)
                std::erase(client.wanted, key);
    }
    /// Not what is one piece: that would be read to its end all the same, and once more for a view that comes
    /// back to it meanwhile.
    void stopUnwanted()
    {
        for (auto& [key, stop] : reading)
            if (!isWanted(key) && isReadInPieces(pyramid, key))
                stop.request_stop();
    }
};

TileSource::TileSource(std::shared_ptr<const core::Slide> slide)
    : m_slide(std::move(slide)), m_pyramid(*m_slide), m_budgetBytes(DefaultBudgetBytes),
      m_queue(std::make_shared<Queue>(m_slide, m_pyramid, this))
{
    updateCacheSize();
}

TileSource::~TileSource()
{
    const std::scoped_lock lock(m_queue->mutex);
    m_queue->receiver = nullptr;
    m_queue->clients.clear();
    m_queue->stopUnwanted();
}

std::shared_ptr<TileSource> TileSource::of(const std::shared_ptr<const core::Slide>& slide)
{
    static std::map<const core::Slide*, std::weak_ptr<TileSource>> sources;
    std::erase_if(sources, [](const auto& entry) { return entry.second.expired(); });
    auto& known = sources[slide.get()];
    auto source = known.lock();
    if (!source) {
        source = std::make_shared<TileSource>(slide);
        known = source;
    }
    return source;
}

void TileSource::setAdjustment(const core::PictureAdjustment& adjustment)
{
    if (adjustment == m_adjustment)
        return;
    m_adjustment = adjustment;
    m_adjusted.clear();
    m_adjuster.reset();
    if (!adjustment.isNone())
        m_adjuster.emplace(adjustment);
    emit adjustmentChanged();
}

QImage TileSource::tile(const TileKey& key) const
{
    QImage image = scanned(key);
    if (!m_adjuster || image.isNull())
        return image;
    if (const QImage* known = m_adjusted.object(key))
        return *known;
    for (int y = 0; y < image.height(); ++y)
        m_adjuster->apply(
            std::span(reinterpret_cast<std::uint32_t*>(image.scanLine(y)), std::size_t(image.width())));
    m_adjusted.insert(key, new QImage(image), costKiB(image));
    return image;
}

QImage TileSource::scanned(const TileKey& key) const
{
    const QImage* image = m_cache.object(key);
    return image ? *image : QImage();
}

void TileSource::want(const void* client, const std::vector<TileKey>& tiles, qint64 minimumBytes)
{
    m_minimumBytes[client] = minimumBytes;
    updateCacheSize();
    std::vector<TileKey> missing;
    std::copy_if(tiles.begin(), tiles.end(), std::back_inserter(missing),
                 [this](const TileKey& key) { return !has(key) && !compose(key); });
    const std::scoped_lock lock(m_queue->mutex);
    std::erase_if(m_queue->clients, [&](const auto& c) { return c.id == client; });
    const auto count = missing.size();
    m_queue->clients.push_front({client, std::move(missing)});
    m_queue->stopUnwanted();
    const int tasks = std::min(int(count), tilePool().maxThreadCount());
    for (; m_queue->tasks < tasks; ++m_queue->tasks)
        tilePool().start([queue = m_queue] { readNext(queue); });
}

bool TileSource::compose(const TileKey& key)
{
    if (key.level == 0 || m_pyramid.level(key).reduction == 1)
        return false;
    const int finer = key.level - 1; // of the same source level, with half the reduction
    const QRectF whole = m_pyramid.rectLevel0Px(key);
    const auto parts = m_pyramid.tilesIn(whole, finer);
    if (!std::all_of(parts.begin(), parts.end(),
                     [this](const TileKey& part) { return has(part) || compose(part); }))
        return false;
    const core::RectI px = m_pyramid.rectPx(key);
    QImage image(int(px.width), int(px.height), QImage::Format_RGB32);
    const Viewport viewport(image.size(), 1, {whole.center(), 1 / m_pyramid.level(key).downsample, 0});
    for (const TileKey& part : parts) {
        const QRectF rect = m_pyramid.rectLevel0Px(part);
        // At the slide's edge half of a px may lie outside; it takes the colour of the other half.
        const double half = m_pyramid.level(part).downsample;
        const QImage decoded = scanned(part);
        if (decoded.isNull())
            return false; // the cache is too small to hold all parts
        paintTile(image, image.rect(), viewport,
                  {part, decoded, rect, rect.adjusted(0, 0, half, half) & whole});
    }
    m_cache.insert(key, new QImage(image), costKiB(image));
    QMetaObject::invokeMethod(
        this, [this, key] { emit tileArrived(key); }, Qt::QueuedConnection);
    return true;
}

void TileSource::forget(const void* client)
{
    m_minimumBytes.remove(client);
    updateCacheSize();
    const std::scoped_lock lock(m_queue->mutex);
    std::erase_if(m_queue->clients, [&](const auto& c) { return c.id == client; });
    m_queue->stopUnwanted();
}

void TileSource::setBudgetBytes(qint64 bytes)
{
    m_budgetBytes = bytes;
    updateCacheSize();
}

bool TileSource::isIdle() const
{
    const std::scoped_lock lock(m_queue->mutex);
    return m_queue->reading.empty() &&
           std::ranges::all_of(m_queue->clients, [](const auto& client) { return client.wanted.empty(); });
}

void TileSource::updateCacheSize()
{
    const qint64 needed = std::accumulate(m_minimumBytes.begin(), m_minimumBytes.end(), qint64(0));
    m_cache.setMaxCost(int(std::max(m_budgetBytes, needed + needed / 4) / 1024));
    m_adjusted.setMaxCost(m_cache.maxCost());
}

/// Reads the tile most wanted now, then queues up again behind the tasks of other slides.
void TileSource::readNext(const std::shared_ptr<Queue>& queue)
{
    std::unique_lock lock(queue->mutex);
    const auto next = queue->take();
    if (!next) {
        --queue->tasks;
        return;
    }
    lock.unlock();
    const auto& [key, stop] = *next;
    const TileResult result =
        core::guardedCall([&] { return readTile(*queue->slide, queue->pyramid, key, stop.get_token()); })
            .or_else([](const core::Error& error) {
                return core::Result<TileResult>({{}, QString::fromStdString(error.text())});
            })
            .value();
    lock.lock();
    if (result.image.isNull() && result.error.isEmpty())
        queue->finished(key, stop);
    else if (queue->receiver)
        QMetaObject::invokeMethod(
            queue->receiver, [source = queue->receiver, next, result] { source->arrived(*next, result); },
            Qt::QueuedConnection);
    tilePool().start([queue] { readNext(queue); });
}

void TileSource::arrived(const Read& read, const TileResult& result)
{
    const TileKey key = read.first;
    {
        const std::scoped_lock lock(m_queue->mutex);
        m_queue->finished(key, read.second);
    }
    if (!result.error.isEmpty() && !m_failed) {
        m_failed = true;
        emit readFailed(result.error);
    }
    if (result.image.isNull())
        return;
    ++m_reads.tiles;
    if (m_readOnce.contains(key))
        ++m_reads.again;
    m_readOnce.insert(key);
    m_cache.insert(key, new QImage(result.image), costKiB(result.image));
    m_adjusted.remove(key);
    emit tileArrived(key);
}

} // namespace transcope::ui
