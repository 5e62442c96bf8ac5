#pragma once

#include <fstream>
#include <string>
#include <sys/resource.h>
#include <sys/types.h>

namespace transcope::testsupport {

/// Lets a process take so many bytes of addresses more than it has now, and no more. False where the system
/// cannot.
inline bool limitMemory(pid_t pid, rlim_t moreBytes)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    std::string word;
    while (status >> word && word != "VmSize:")
        ;
    rlim_t kilobytes = 0;
    status >> kilobytes;
    const rlimit limit{kilobytes * 1024 + moreBytes, kilobytes * 1024 + moreBytes};
    return kilobytes > 0 && ::prlimit(pid, RLIMIT_AS, &limit, nullptr) == 0;
}

} // namespace transcope::testsupport
