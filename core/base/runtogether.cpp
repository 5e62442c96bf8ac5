#include "core/base/runtogether.h"

#include "core/base/guarded.h"

#include <mutex>
#include <thread>
#include <vector>

namespace transcope::core {

Result<void> runTogether(int threads, const std::function<Result<void>()>& work)
{
    std::mutex mutex;
    Result<void> first;
    const auto body = [&] {
        auto result = guardedCall(work);
        const std::lock_guard lock(mutex);
        if (!result && first)
            first = std::move(result);
    };
    std::vector<std::jthread> helpers;
    // A system that gives no more threads is no failure: those that there are do the work.
    (void)guardedCall([&] {
        for (int i = 1; i < threads; ++i)
            helpers.emplace_back(body);
    });
    body();
    helpers.clear();
    return first;
}

} // namespace transcope::core
