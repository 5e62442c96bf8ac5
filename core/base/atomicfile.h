#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <string_view>

namespace transcope::core {

/// A file that is made under a temporary name in `out`'s folder and then renamed to `out`, which it replaces:
/// nobody finds half of it. The temporary name has out's ending, since libraries choose formats by it, and is
/// nobody else's.
class AtomicFile
{
public:
    /// Also removes what processes that were killed an hour ago or earlier left in its folder.
    explicit AtomicFile(const std::filesystem::path& out);
    /// Removes the temporary file unless it has been committed.
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    const std::filesystem::path& out() const { return m_out; }
    const std::filesystem::path& temporary() const { return m_temporary; }
    /// Gives the file, closed by whoever wrote it, its name. Errors: WriteFailed.
    Result<void> commit();

private:
    std::filesystem::path m_out, m_temporary;
};

/// Lets `write` make such a file. Where it fails or throws, whatever was at `out` stays as it was; a message
/// that names the temporary file then names `out`. Errors: write's, DeviceFailure (no memory); WriteFailed
/// when the folder does not exist or the rename fails.
Result<void>
writeAtomically(const std::filesystem::path& out,
                const std::function<Result<void>(const std::filesystem::path& temporary)>& write);

/// Writes bytes that way. Errors: WriteFailed (disk full, folder read-only).
Result<void> writeTextAtomically(const std::filesystem::path& out, std::string_view text);

} // namespace transcope::core
