#pragma once

#include "core/colour/pictureadjustment.h"
#include "ui/slideview/tilepyramid.h"
#include "ui/slideview/tilereader.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace transcope::ui {

/// The tiles of one slide: read on the tile pool, kept decoded in a cache that forgets what was used longest
/// ago. Views of the same slide share one source, so that each tile is decoded once for all of them. UI
/// thread only.
class TileSource : public QObject
{
    Q_OBJECT
public:
    explicit TileSource(std::shared_ptr<const core::Slide> slide);
    /// Does not wait for reads that are under way; their results are dropped.
    ~TileSource() override;

    /// The source of this slide, shared with all who asked for the same object and still hold theirs.
    static std::shared_ptr<TileSource> of(const std::shared_ptr<const core::Slide>& slide);

    const std::shared_ptr<const core::Slide>& slide() const { return m_slide; }
    const TilePyramid& pyramid() const { return m_pyramid; }

    /// The decoded tile as it is to be seen, or a null image if it is not in memory.
    QImage tile(const TileKey& key) const;
    bool has(const TileKey& key) const { return m_cache.contains(key); }

    /// What one view wants now, most wanted first. Replaces what it wanted before: tiles that nobody wants
    /// any more are not read, and their reads stop at the next piece. The view that asked last is served
    /// first. minimumBytes: the cache grows to hold at least that much, so that what is in view is never
    /// thrown out.
    void want(const void* client, const std::vector<TileKey>& tiles, qint64 minimumBytes = 0);
    /// Forgets a view and what it wanted.
    void forget(const void* client);
    /// Of every tile from now on, in all views; tiles in memory are adjusted when they are next asked for.
    void setAdjustment(const core::PictureAdjustment& adjustment);
    const core::PictureAdjustment& adjustment() const { return m_adjustment; }
    static constexpr qint64 DefaultBudgetBytes = 256 << 20;
    void setBudgetBytes(qint64 bytes);

    /// Tiles that were read since the beginning, and how many of them not for the first time.
    struct Reads
    {
        int tiles = 0;
        int again = 0;
    };
    const Reads& reads() const { return m_reads; }
    /// Whether nothing that is wanted is still to be read.
    bool isIdle() const;

signals:
    void tileArrived(const transcope::ui::TileKey& key);
    void adjustmentChanged();
    /// A tile could not be read, wholly or in part; emitted once per source.
    void readFailed(const QString& message);

private:
    struct Queue;
    /// A tile under way, and what stops it.
    using Read = std::pair<TileKey, std::stop_source>;
    static void readNext(const std::shared_ptr<Queue>& queue);
    void updateCacheSize();
    QImage scanned(const TileKey& key) const;
    /// Makes a reduced tile from the finer ones, if all of those are there, without reading. The picture is
    /// the same.
    bool compose(const TileKey& key);
    void arrived(const Read& read, const TileResult& result);

    std::shared_ptr<const core::Slide> m_slide;
    TilePyramid m_pyramid;
    mutable QCache<TileKey, QImage> m_cache; ///< cost in KiB
    core::PictureAdjustment m_adjustment;
    std::optional<core::PictureAdjuster> m_adjuster; ///< absent where there is nothing to do
    mutable QCache<TileKey, QImage> m_adjusted;      ///< of tiles in the other cache; cost in KiB
    qint64 m_budgetBytes;
    QHash<const void*, qint64> m_minimumBytes; ///< per view
    Reads m_reads;
    QSet<TileKey> m_readOnce;
    bool m_failed = false;
    std::shared_ptr<Queue> m_queue;
};

} // namespace transcope::ui
