#include "core/base/childprocess.h"
#include "core/h5/h5server.h"

#include <sys/resource.h>
#include <unistd.h>

// Reads HDF5 files for another Transcope program, which lives on when the library fails on a damaged one.
int main()
{
    const rlimit noCoreFile{0, 0};
    setrlimit(RLIMIT_CORE, &noCoreFile);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // these reserve terabytes
    const rlimit memory{rlim_t{8} << 30, rlim_t{8} << 30};          // whatever sizes a damaged file claims
    setrlimit(RLIMIT_AS, &memory);
#endif
    transcope::core::serveH5(STDIN_FILENO, STDOUT_FILENO, transcope::core::ChildProcess::SharedFd);
    _exit(0); // HDF5's own leaving takes longer than all the rest
}
