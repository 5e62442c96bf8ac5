#pragma once

#include "core/expression/expressionmatrix.h"
#include "core/session/database.h"
#include "core/session/session.h"

#include <map>
#include <mutex>
#include <new>
#include <type_traits>

namespace transcope::core {

/// Runs work that throws DatabaseError or runs out of memory, and gives what it returns as a Result.
template <class Work> auto guarded(const Work& work) -> Result<std::invoke_result_t<Work>>
{
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const DatabaseError& e) {
        return tl::unexpected<Error>(e.error());
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::BadInput, "Not enough memory for this session", "Close other programs.");
    }
}

/// A session over an open database that is known to be one.
class SqliteSession final : public Session
{
public:
    /// Reads the slide and the spots. Throws DatabaseError.
    explicit SqliteSession(std::unique_ptr<Database> database);

    const std::filesystem::path& path() const override { return m_database->path(); }
    const SlideReference& slide() const override { return m_slide; }
    const SpotTable& spots() const override { return *m_spots; }

    Result<std::vector<LayerInfo>> layers() const override;
    Result<std::int64_t> addLayer(const LayerInfo& info) override;
    Result<std::int64_t> addLayer(const Layer& layer) override;
    Result<void> removeLayer(std::int64_t layer) override;
    Result<void> writeRows(std::int64_t layer, std::span<const int> spots, std::span<const float> rows,
                           std::span<const std::uint8_t> padded) override;
    Result<std::vector<int>> missingSpots(std::int64_t layer) const override;
    Result<Layer> readLayer(std::int64_t layer) const override;
    Result<void> setText(const std::string& key, const std::string& value) override;
    Result<std::string> text(const std::string& key) const override;
    Result<void> foldLog() override;

private:
    LayerInfo layerInfo(std::int64_t layer) const;
    std::size_t geneCount(std::int64_t layer) const;
    std::vector<char> present(std::int64_t layer) const;
    void requireSpots(std::span<const int> spots) const;
    std::vector<std::int32_t> chunkSpots(const Statement& rows, int column) const;
    void readChunks(std::int64_t id, Layer& layer, ExpressionMatrix& values) const;
    void insertWholeLayer(std::int64_t id, const Layer& layer, const ExpressionMatrix& values);

    std::unique_ptr<Database> m_database;
    SlideReference m_slide;
    std::shared_ptr<const SpotTable> m_spots;
    /// Ids are never used again, so what was read once stays true.
    mutable std::map<std::int64_t, std::size_t> m_geneCounts;
    mutable std::mutex m_mutex;
};

} // namespace transcope::core
