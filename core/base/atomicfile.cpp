#include "core/base/atomicfile.h"

#include <fstream>
#include <unistd.h>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

/// Keeps out's ending, since libraries choose formats by it, and differs between processes.
fs::path temporaryFor(const fs::path& out)
{
    const auto name = "." + out.stem().string() + "." + std::to_string(::getpid()) + ".partial" +
                      out.extension().string();
    return out.parent_path() / name;
}

/// Removes the file unless it was renamed away.
struct Remover
{
    fs::path path;
    ~Remover()
    {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

} // namespace

Result<void> writeAtomically(const fs::path& out, const std::function<Result<void>(const fs::path&)>& write)
{
    const auto folder = out.has_parent_path() ? out.parent_path() : fs::path(".");
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return fail(ErrorCode::WriteFailed, out.string() + ": the folder " + folder.string() + " does not exist",
                    "Make the folder or choose another one");
    const Remover remover{temporaryFor(out)};
    if (auto written = write(remover.path); !written) {
        const std::string temporary = remover.path.string();
        std::string& message = written.error().message;
        if (const auto at = message.find(temporary); at != std::string::npos)
            message.replace(at, temporary.size(), out.string());
        return written;
    }
    fs::rename(remover.path, out, error);
    if (error)
        return fail(ErrorCode::WriteFailed, out.string() + ": cannot be written: " + error.message(),
                    "Check permissions or choose another place");
    return {};
}

Result<void> writeTextAtomically(const fs::path& out, const std::string& text)
{
    return writeAtomically(out, [&](const fs::path& temporary) -> Result<void> {
        std::ofstream file(temporary, std::ios::binary);
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        file.close();
        if (!file)
            return fail(ErrorCode::WriteFailed, out.string() + ": cannot be written",
                        "Check free space and permissions of the folder");
        return {};
    });
}

} // namespace transcope::core
