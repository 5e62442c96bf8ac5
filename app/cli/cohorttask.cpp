#include "app/cli/cohort.h"

#include "core/base/atomicfile.h"
#include "core/base/childprocess.h"
#include "core/base/fd.h"
#include "core/base/guarded.h"
#include "core/base/resources.h"
#include "core/base/try.h"

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>

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

std::vector<std::string> scoringOf(const Cohort& cohort, const CohortSlide& slide)
{
    return {core::programBeside("transcope-cli").string(),
            "--json",
            "evaluate",
            "--truth",
            slide.truth.string(),
            "--predicted",
            cohort.session(slide).string()};
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
    /// Waits so long for another process to let go of it.
    bool taken(std::chrono::seconds patience, const std::stop_token& stop) const
    {
        const auto end = ChildProcess::Clock::now() + patience;
        while (::flock(*m_file, LOCK_EX | LOCK_NB) != 0) {
            if (*m_file < 0 || stop.stop_requested() || ChildProcess::Clock::now() >= end)
                return false;
            std::this_thread::sleep_for(StopCheck);
        }
        return true;
    }

private:
    core::Fd m_file;
};

/// Of how a child ended, what it says itself; all of it where it says nothing, as when it was killed.
std::string reasonIn(const std::string& ending)
{
    constexpr std::string_view Speaker = "transcope-cli: ";
    const auto said = ending.find(Speaker);
    return said == std::string::npos ? ending : ending.substr(said + Speaker.size());
}

/// What transcope-cli printed; where it failed, why, as an error.
Result<nlohmann::json> resultOf(const std::vector<std::string>& command, const std::stop_token& stop)
{
    TRY(const auto child, ChildProcess::start(command));
    auto result = nlohmann::json::parse(readToEnd(*child, stop), nullptr, false);
    if (stop.stop_requested() || !result.is_object())
        return fail(stop.stop_requested() ? ErrorCode::Cancelled : ErrorCode::BadInput,
                    reasonIn(child->ending()));
    return result;
}

/// What a slide that is done keeps.
Result<nlohmann::json> outcomeOf(const Cohort& cohort, const CohortSlide& slide, int threads,
                                 const std::stop_token& stop)
{
    TRY(auto predicted, resultOf(commandFor(cohort, slide, threads), stop));
    if (slide.truth.empty())
        return predicted;
    TRY(const auto scored, resultOf(scoringOf(cohort, slide), stop));
    const auto& methods = scored.at("methods");
    predicted["scores"] = methods.at(methods.size() - 1); // of the newest prediction
    return predicted;
}

} // namespace

Result<void> predictSlide(const Cohort& cohort, const CohortSlide& slide, const SlideWork& work,
                          std::stop_token stop)
{
    const SlideLock lock(cohort.folder / ("." + slide.name + ".lock"));
    if (!lock.taken(work.patience, stop) || stateOf(cohort, slide).done)
        return {};
    const fs::path failed = cohort.folder / (slide.name + ".failed.json");
    std::error_code ignored;
    fs::remove(failed, ignored);
    const auto outcome = core::guardedCall([&] { return outcomeOf(cohort, slide, work.threads, stop); });
    if (outcome)
        return core::writeTextAtomically(cohort.folder / (slide.name + ".done.json"), outcome->dump() + "\n");
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, slide.name + " was stopped", "Repeat the command to go on");
    return core::writeTextAtomically(failed,
                                     nlohmann::json{{"reason", outcome.error().message}}.dump() + "\n");
}

} // namespace transcope::app
