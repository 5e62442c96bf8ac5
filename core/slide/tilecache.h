#pragma once

#include "core/base/result.h"
#include "core/slide/image.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace transcope::core {

/// Names one tile: a level of the slide, how often it was halved after reading, and the tile's place.
struct TileKey
{
    int level = 0;
    int halvings = 0;
    std::int64_t column = 0;
    std::int64_t row = 0;
    bool operator==(const TileKey&) const = default;
};

using TilePtr = std::shared_ptr<const Image>;

/// Keeps the tiles used last, up to a number of bytes. A tile wanted by several threads at once is made by
/// one of them while the others wait. Failures are not kept. Thread-safe.
class TileCache
{
public:
    using Loader = std::function<Result<TilePtr>(const TileKey&)>;

    explicit TileCache(std::size_t budgetBytes) : m_budget(budgetBytes) {}

    /// The tile, from the cache or from `load`, which runs without a lock and may ask for other tiles (of
    /// fewer halvings, so that nobody waits in a circle). Errors: those of `load`; DeviceFailure when memory
    /// is short.
    Result<TilePtr> get(const TileKey& key, const Loader& load);
    /// Drops the oldest tiles beyond the new budget.
    void setBudget(std::size_t bytes);
    /// Bytes of the tiles kept now.
    std::size_t bytes() const;

private:
    struct Entry
    {
        bool loading = true;
        Result<TilePtr> tile;
        std::list<TileKey>::iterator age;
    };
    struct Hash
    {
        std::size_t operator()(const TileKey& key) const;
    };
    void keep(const TileKey& key, Entry& entry);
    void dropOldest();

    std::size_t m_budget;
    mutable std::mutex m_mutex;
    std::condition_variable m_loaded;
    std::unordered_map<TileKey, std::shared_ptr<Entry>, Hash> m_entries;
    std::list<TileKey> m_byAge; ///< of finished tiles, the one used last first
    std::size_t m_bytes = 0;
};

} // namespace transcope::core
