#pragma once

#include "core/base/childprocess.h"
#include "core/base/fd.h"
#include "core/h5/h5message.h"
#include "core/base/arrayinfo.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

namespace transcope::core {

/// One transcope-reader process with one file open. After the process has failed every request fails.
class H5Connection
{
public:
    /// Errors: BadInput (not HDF5, damaged), DeviceFailure (no such program, no memory).
    static Result<std::shared_ptr<H5Connection>> open(const std::filesystem::path& path);
    ~H5Connection();
    H5Connection(const H5Connection&) = delete;
    H5Connection& operator=(const H5Connection&) = delete;

    /// The fields of the answer.
    Result<std::string> ask(const H5Message& request);
    /// The one number that is the answer about an object; 0 where it fails.
    std::uint64_t number(H5Request kind, const std::string& object);
    /// Rows [first, first + count) of a dataset, which fill out.
    Result<void> read(const std::string& dataset, std::uint64_t first, std::uint64_t count, NumberType type,
                      std::span<std::byte> out);
    const std::optional<Error>& failure() const { return m_failure; }

private:
    H5Connection() = default;
    Result<std::string> receive();
    tl::unexpected<Error> broken(std::string what);
    tl::unexpected<Error> ended();
    Result<void> map(std::size_t bytes);

    std::filesystem::path m_path;
    Fd m_window; ///< memory that both sides see
    void* m_memory = nullptr;
    std::size_t m_mapped = 0;
    std::unique_ptr<ChildProcess> m_process;
    std::optional<Error> m_failure;
};

} // namespace transcope::core
