#pragma once

#include "core/base/result.h"

#include "core/base/try.h"

#include <map>
#include <memory>
#include <mutex>

namespace transcope::core {

/// Values made once for each key and kept; any thread. Whoever asks while a value is being made waits for it;
/// a failure is not kept, so the next one tries again.
template <class Key, class Value> class Memo
{
public:
    /// make: Result<Value>().
    template <class Make> Result<std::shared_ptr<const Value>> get(const Key& key, Make make)
    {
        const auto slot = slotOf(key);
        const std::lock_guard once(slot->once);
        if (!slot->value) {
            TRY(auto made, make());
            slot->value = std::make_shared<const Value>(std::move(made));
        }
        return slot->value;
    }

    /// Values still being made are given to those who wait for them, and not kept.
    template <class Wanted> void forgetIf(Wanted wanted)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_slots, [&](const auto& each) { return wanted(each.first); });
    }

private:
    struct Slot
    {
        std::mutex once; ///< held while the value is made, as std::call_once would
        std::shared_ptr<const Value> value;
    };
    std::shared_ptr<Slot> slotOf(const Key& key)
    {
        const std::lock_guard lock(m_mutex);
        auto& slot = m_slots[key];
        if (!slot)
            slot = std::make_shared<Slot>();
        return slot;
    }

    std::mutex m_mutex;
    std::map<Key, std::shared_ptr<Slot>> m_slots;
};

} // namespace transcope::core
