#pragma once

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/mount.h>
#include <unistd.h>

namespace transcope::tests {

/// A file that nobody else can open until this goes, or for lease-break-time (45 s): as on a network that
/// hangs. Looking at it (stat) works.
class HeldFile
{
public:
    explicit HeldFile(const std::filesystem::path& path) : m_fd(::open(path.c_str(), O_RDWR | O_CLOEXEC))
    {
        std::signal(SIGIO, SIG_IGN); // the kernel's request to let go
        m_isHeld = ::fcntl(m_fd, F_SETLEASE, F_WRLCK) == 0;
    }
    ~HeldFile() { ::close(m_fd); }
    HeldFile(const HeldFile&) = delete;
    HeldFile& operator=(const HeldFile&) = delete;
    /// false: the file system knows no leases.
    bool isHeld() const { return m_isHeld; }

private:
    int m_fd;
    bool m_isHeld = false;
};

/// A file system in user space whose server never answers, mounted on a folder: nothing below it can be
/// looked at or opened, as with a network's whose server is gone.
class HangingFileSystem
{
public:
    explicit HangingFileSystem(std::filesystem::path folder)
        : m_folder(std::move(folder)), m_fd(::open("/dev/fuse", O_RDWR | O_CLOEXEC))
    {
        const auto options = "fd=" + std::to_string(m_fd) + ",rootmode=40000,user_id=0,group_id=0";
        m_hangs = m_fd >= 0 && ::mount("transcope", m_folder.c_str(), "fuse", 0, options.c_str()) == 0;
    }
    /// Whoever waits is told that the connection is gone.
    ~HangingFileSystem()
    {
        ::close(m_fd);
        if (m_hangs && ::umount2(m_folder.c_str(), MNT_DETACH) != 0)
            std::perror(m_folder.c_str());
    }
    HangingFileSystem(const HangingFileSystem&) = delete;
    HangingFileSystem& operator=(const HangingFileSystem&) = delete;
    /// false: mounting needs root and /dev/fuse.
    bool hangs() const { return m_hangs; }

private:
    std::filesystem::path m_folder;
    int m_fd;
    bool m_hangs = false;
};

} // namespace transcope::tests
