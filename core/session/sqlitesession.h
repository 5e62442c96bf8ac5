#pragma once

#include "core/expression/expressionmatrix.h"
#include "core/session/chunkstore.h"
#include "core/session/database.h"
#include "core/session/session.h"

#include <map>
#include <mutex>
#include <set>
#include <type_traits>

namespace transcope::core {

/// A session over an open database that is known to be one.
class SqliteSession final : public Session
{
public:
    /// Reads the slide and the spots. Throws DatabaseError.
    explicit SqliteSession(std::unique_ptr<Database> database);

    const std::filesystem::path& path() const override { return m_database->path(); }
    const SlideReference& slide() const override { return m_slide; }
    const SpotTable& spots() const override { return *m_firstSpots; }
    Result<std::vector<std::int64_t>> spotTables() const override;
    Result<std::shared_ptr<const SpotTable>> spots(std::int64_t table) const override;
    Result<std::int64_t> addSpots(const SpotTable& table) override;

    Result<std::vector<LayerInfo>> layers() const override;
    Result<std::int64_t> addLayer(const LayerInfo& info) override;
    Result<std::int64_t> addLayer(const Layer& layer) override;
    Result<void> removeLayer(std::int64_t layer) override;
    Result<void> writeRows(std::int64_t layer, std::span<const int> spots, std::span<const float> rows,
                           std::span<const std::uint8_t> padded) override;
    Result<void> compact(std::int64_t layer) override;
    Result<std::vector<int>> missingSpots(std::int64_t layer) const override;
    Result<Layer> readLayer(std::int64_t layer) const override;
    Result<std::vector<float>> readGene(std::int64_t layer, std::size_t gene) const override;
    Result<std::vector<float>> readSpot(std::int64_t layer, std::size_t spot) const override;
    Result<std::vector<std::uint8_t>> readPadded(std::int64_t layer) const override;
    std::uint64_t revision(std::int64_t layer) const override;
    Result<void> setText(const std::string& key, const std::string& value) override;
    Result<std::string> text(const std::string& key) const override;
    Result<void> foldLog() override;

private:
    /// Work that reads one state of the file, or writes all it writes or nothing, with the lock held.
    template <class Work> auto read(const Work& work) const;
    template <class Work> auto write(const Work& work);

    // To be called within read() or write(); they throw DatabaseError.
    void refresh() const;
    void convert();
    std::shared_ptr<const SpotTable> spotTable(std::int64_t id) const;
    LayerInfo layerInfo(std::int64_t layer) const;
    ChunkIndex& chunkIndex(std::int64_t layer) const;
    ChunkIndex& chunkIndex(const LayerInfo& info) const;
    std::optional<std::int64_t> tableWith(const SpotTable& spots) const;
    std::int64_t tableOrNew(const SpotTable& spots);
    void insertWholeLayer(const ExpressionMatrix& values, const Layer& layer, std::int64_t id);

    void joinWhileWriting(std::int64_t layer);
    void raiseRevision(std::int64_t layer);

    std::unique_ptr<Database> m_database;
    SlideReference m_slide;
    std::shared_ptr<const SpotTable> m_firstSpots;
    mutable std::mutex m_mutex;

    // What was read from the file, as long as dataVersion() says that nobody else has written.
    mutable std::int64_t m_dataVersion = -1;
    mutable int m_format = 0;
    mutable std::map<std::int64_t, std::shared_ptr<const SpotTable>> m_spotTables;
    mutable std::map<std::int64_t, ChunkIndex> m_chunks; ///< by layer

    std::set<std::int64_t> m_written; ///< layers that got rows through this object
    std::map<std::int64_t, std::size_t>
        m_joinAt;                       ///< by layer, small rows at which joining that failed is tried again
    mutable std::mutex m_revisionMutex; ///< so that revision() never waits for the file
    std::map<std::int64_t, std::uint64_t> m_revisions;
};

template <class Work> auto SqliteSession::read(const Work& work) const
{
    const std::lock_guard lock(m_mutex);
    return guardedCall([&] {
        const Snapshot snapshot(*m_database);
        refresh();
        return work();
    });
}

template <class Work> auto SqliteSession::write(const Work& work)
{
    const std::lock_guard lock(m_mutex);
    auto result = guardedCall([&] {
        Transaction transaction(*m_database);
        refresh();
        convert();
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            transaction.commit();
        } else {
            auto value = work();
            transaction.commit();
            return value;
        }
    });
    if (!result)
        m_dataVersion = -1; // what is remembered of the file may be what was rolled back
    return result;
}

} // namespace transcope::core
