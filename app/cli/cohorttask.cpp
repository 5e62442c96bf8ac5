#include "app/cli/cohort.h"

#include "core/base/atomicfile.h"
#include "core/base/childprocess.h"
#include "core/base/fd.h"
#include "core/base/resources.h"
#include "core/base/try.h"

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>

namespace transcope::app {

namespace fs = std::filesystem;
using core::ChildProcess;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr std::chrono::milliseconds StopCheck{200};

std::vector<std::string> commandFor(const Cohort& cohort, const CohortSlide& slide, int threads)
{
    std::vector<std::string> command = {core::programBeside("transcope-cli").string(),
                                        "--json",
                                        "predict",
                                        slide.slide.string(),
                                        "--weights",
                                        cohort.weights.string(),
                                        "--device",
                                        cohort.device,
                                        "--precision",
                                        cohort.precision,
                                        "--threads",
                                        std::to_string(threads),
                                        "--out",
                                        cohort.session(slide).string()};
    if (slide.spots.empty())
        command.insert(command.end(), {"--grid", slide.grid});
    else
        command.insert(command.end(), {"--spots", slide.spots.string()});
    return command;
}

/// What it printed, when it has ended. stop: asks it to end, which it does after its batch.
std::string readToEnd(ChildProcess& child, const std::stop_token& stop)
{
    std::string all, part;
    bool asked = false;
    for (;;) {
        const auto event = child.wait(part, -1, ChildProcess::Clock::now() + StopCheck);
        if (event == ChildProcess::Event::Output)
            all += part;
        else if (event == ChildProcess::Event::Ended)
            return all;
        if (stop.stop_requested() && !asked) {
            ::kill(child.id(), SIGTERM);
            asked = true;
        }
    }
}

/// Held while a process is at a slide.
class SlideLock
{
public:
    explicit SlideLock(const fs::path& path)
        : m_file(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644))
    {
    }
    bool taken() const { return *m_file >= 0 && ::flock(*m_file, LOCK_EX | LOCK_NB) == 0; }

private:
    core::Fd m_file;
};

} // namespace

Result<void> predictSlide(const Cohort& cohort, const CohortSlide& slide, int threads, std::stop_token stop)
{
    const SlideLock lock(cohort.folder / ("." + slide.name + ".lock"));
    if (!lock.taken() || stateOf(cohort, slide).done)
        return {};
    const fs::path failed = cohort.folder / (slide.name + ".failed.json");
    std::error_code ignored;
    fs::remove(failed, ignored);
    TRY(const auto child, ChildProcess::start(commandFor(cohort, slide, threads)));
    const auto result = nlohmann::json::parse(readToEnd(*child, stop), nullptr, false);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, slide.name + " was stopped", "Repeat the command to go on");
    if (result.is_object() && result.contains("spots"))
        return core::writeTextAtomically(cohort.folder / (slide.name + ".done.json"), result.dump() + "\n");
    return core::writeTextAtomically(failed, nlohmann::json{{"reason", child->ending()}}.dump() + "\n");
}

} // namespace transcope::app
