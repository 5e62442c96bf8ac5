#include "core/rpc/workermain.h"

#include "core/rpc/workerserver.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

namespace transcope::core {

namespace {

std::atomic<WorkerServer*> serverToStop = nullptr;

extern "C" void stopServer(int)
{
    if (auto* server = serverToStop.load())
        server->requestStop();
}

/// Keeps the protocol's own descriptor and sends everything else that is printed to standard error.
int takeStandardOutput()
{
    std::fflush(stdout);
    const int output = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    return output;
}

void logToStandardError()
{
    auto logger = spdlog::stderr_logger_mt("worker");
    logger->set_pattern("%H:%M:%S.%e %l %v");
    spdlog::set_default_logger(std::move(logger));
}

} // namespace

int runWorker(PredictorFactory factory)
{
    const int output = takeStandardOutput();
    if (output < 0) {
        std::fputs("transcope-worker: standard output is closed; start it from the viewer\n", stderr);
        return 1;
    }
    logToStandardError();
    std::signal(SIGPIPE, SIG_IGN); // a viewer that is gone shows as a failed write
    WorkerServer server(STDIN_FILENO, output, std::move(factory));
    serverToStop = &server;
    std::signal(SIGTERM, stopServer);
    std::signal(SIGINT, stopServer);
    spdlog::info("transcope-worker {} waits for requests", TRANSCOPE_VERSION);
    const bool inOrder = server.run();
    serverToStop = nullptr;
    ::close(output);
    return inOrder ? 0 : 1;
}

} // namespace transcope::core
