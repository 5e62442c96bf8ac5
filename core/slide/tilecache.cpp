#include "core/slide/tilecache.h"

#include <new>

namespace transcope::core {

namespace {

Result<TilePtr> loadSafely(const TileKey& key, const TileCache::Loader& load)
{
    try {
        return load(key);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::DeviceFailure, "Out of memory while reading the slide",
                    "Close other programs");
    }
}

} // namespace

std::size_t TileCache::Hash::operator()(const TileKey& key) const
{
    std::uint64_t hash = static_cast<std::uint64_t>(key.level * 64 + key.halvings);
    for (const std::int64_t part : {key.column, key.row})
        hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9e3779b97f4a7c15u;
    return static_cast<std::size_t>(hash ^ hash >> 32);
}

Result<TilePtr> TileCache::get(const TileKey& key, const Loader& load)
{
    std::unique_lock lock(m_mutex);
    if (const auto it = m_entries.find(key); it != m_entries.end()) {
        const std::shared_ptr<Entry> entry = it->second;
        if (entry->loading)
            m_loaded.wait(lock, [&] { return !entry->loading; });
        else
            m_byAge.splice(m_byAge.begin(), m_byAge, entry->age);
        return entry->tile;
    }

    const auto entry = std::make_shared<Entry>();
    m_entries.emplace(key, entry);
    lock.unlock();
    auto tile = loadSafely(key, load);
    lock.lock();
    entry->tile = std::move(tile);
    entry->loading = false;
    keep(key, *entry);
    m_loaded.notify_all();
    return entry->tile;
}

void TileCache::keep(const TileKey& key, Entry& entry)
{
    if (!entry.tile) {
        m_entries.erase(key);
        return;
    }
    m_byAge.push_front(key);
    entry.age = m_byAge.begin();
    m_bytes += (*entry.tile)->rgb.size();
    dropOldest();
}

void TileCache::dropOldest()
{
    while (m_bytes > m_budget && m_byAge.size() > 1) {
        const auto oldest = m_entries.find(m_byAge.back());
        m_bytes -= (*oldest->second->tile)->rgb.size();
        m_entries.erase(oldest);
        m_byAge.pop_back();
    }
}

void TileCache::setBudget(std::size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_budget = bytes;
    dropOldest();
}

std::size_t TileCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

} // namespace transcope::core
