#pragma once

#include "core/base/arrayinfo.h"
#include "core/base/childprocess.h"
#include "core/base/fd.h"
#include "core/h5/h5message.h"

#include <array>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

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
    /// The answer to H5Request::Layout.
    Result<std::string> layoutOf(const std::string& dataset);
    /// Rows of a dataset, as numbers of a type.
    struct Part
    {
        std::string dataset;
        std::uint64_t first = 0, count = 0;
        NumberType type = NumberType::Float;
        bool operator==(const Part&) const = default;
    };
    /// Reads a part, which fills out. next: rows after it that will be asked for; the process reads them
    /// while the caller works. Two datasets that are read in turn do not disturb each other.
    Result<void> read(const Part& part, std::span<std::byte> out, std::uint64_t next);
    const std::optional<Error>& failure() const { return m_failure; }

private:
    /// A part that was asked for before it is wanted.
    struct Ahead
    {
        Part part;
        std::optional<Result<std::string>> answer; ///< absent as long as it was not waited for
    };
    /// Of the shared memory, for the parts of one dataset.
    struct Slot
    {
        std::string dataset;
        std::optional<Ahead> ahead;
    };
    H5Connection() = default;
    Result<std::string> answer();
    Result<std::string> receive();
    void awaitAhead();
    std::size_t slotFor(const std::string& dataset);
    Result<void> makeRoom(std::size_t bytes);
    void send(const Part& part, std::size_t slot, std::size_t bytes);
    tl::unexpected<Error> broken(std::string what);
    tl::unexpected<Error> ended();
    Result<void> map(std::size_t bytes);

    std::filesystem::path m_path;
    Fd m_window; ///< memory that both sides see
    void* m_memory = nullptr;
    std::size_t m_mapped = 0;
    std::size_t m_slotBytes = 0;
    std::array<Slot, 2> m_slots;       ///< each in a half of the memory
    std::deque<std::size_t> m_awaited; ///< slots whose answers are on their way, in their order
    std::size_t m_lastSlot = 0;
    std::string m_received; ///< of the process's output, not taken yet
    std::unique_ptr<ChildProcess> m_process;
    std::optional<Error> m_failure;
};

} // namespace transcope::core
