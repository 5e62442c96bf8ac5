#pragma once

#include "core/h5/h5message.h"
#include "core/h5/h5object.h"

#include <deque>
#include <optional>
#include <string_view>
#include <utility>

namespace transcope::core {

/// What answers the requests of h5message.h, with one file open. Under an H5Lock; HDF5 may end the process at
/// any request.
class H5Server
{
public:
    /// window: the shared memory for numbers, a descriptor that stays open.
    explicit H5Server(int window) : m_window(window) {}
    ~H5Server();
    H5Server(const H5Server&) = delete;
    H5Server& operator=(const H5Server&) = delete;

    H5Message answer(std::string_view request);
    /// Stays open for a while: the parts of a sparse matrix are read in turn.
    Result<const H5Dataset*> opened(const std::string& name);

private:
    Result<void> reply(H5Fields request, H5Message& message);
    Result<void> openFile(const std::string& path);
    Result<void> describe(const std::string& name, H5Message& message);
    Result<void> addLayout(const std::string& name, H5Message& message);
    Result<void> addStrings(const std::string& name, H5Message& message);
    Result<void> readRows(const std::string& name, H5Fields& request);
    bool map(std::uint64_t bytes);
    void unmap();

    int m_window;
    void* m_memory = nullptr;
    std::uint64_t m_mapped = 0;
    std::optional<H5File> m_file;
    std::deque<std::pair<std::string, H5Dataset>> m_datasets; // closed before the file
};

/// Answers one H5Reader's requests until the input ends. All are descriptors, and stay open. Nothing else
/// belongs into the process.
void serveH5(int input, int output, int window);

} // namespace transcope::core
