#include "core/base/atomicfile.h"

#include "core/base/guarded.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <unistd.h>

namespace transcope::core {

namespace fs = std::filesystem;

namespace {

constexpr auto LeftOver = std::chrono::hours(1); // long enough for a writer on another machine

/// A temporary name is the number of the process and of the file within it between these.
std::string prefix(const fs::path& out)
{
    return "." + out.stem().string() + ".";
}
std::string suffix(const fs::path& out)
{
    return ".partial" + out.extension().string();
}

fs::path temporaryFor(const fs::path& out)
{
    static std::atomic<int> count = 0;
    return out.parent_path() /
           (prefix(out) + std::to_string(::getpid()) + "-" + std::to_string(++count) + suffix(out));
}

/// The process that a temporary name is of, whatever file it was to become; 0 for other names.
pid_t writerOf(const std::string& name)
{
    const auto end = name.rfind(".partial");
    const auto begin = end == std::string::npos || end == 0 ? end : name.rfind('.', end - 1);
    if (begin == std::string::npos || begin == 0 || !name.starts_with('.'))
        return 0;
    const auto number = name.substr(begin + 1, end - begin - 1);
    const auto dash = number.find('-');
    const bool ours = dash != std::string::npos && dash > 0 && dash + 1 < number.size() &&
                      number.find_first_not_of("0123456789-") == std::string::npos;
    return ours ? std::atoi(number.c_str()) : 0;
}

bool isLeftOver(const fs::path& file)
{
    const pid_t process = writerOf(file.filename().string());
    std::error_code error;
    const auto written = fs::last_write_time(file, error);
    return process > 0 && ::kill(process, 0) != 0 && errno == ESRCH && !error &&
           fs::file_time_type::clock::now() - written > LeftOver;
}

void removeLeftOvers(const fs::path& out)
{
    std::error_code error;
    fs::directory_iterator file(out.has_parent_path() ? out.parent_path() : fs::path("."), error);
    for (; !error && file != fs::directory_iterator(); file.increment(error))
        if (std::error_code ignored; isLeftOver(file->path()))
            fs::remove(file->path(), ignored);
}

} // namespace

AtomicFile::AtomicFile(const fs::path& out) : m_out(out), m_temporary(temporaryFor(out))
{
    removeLeftOvers(out);
}

AtomicFile::~AtomicFile()
{
    std::error_code ignored; // renamed, or never made
    fs::remove(m_temporary, ignored);
}

Result<void> AtomicFile::commit()
{
    std::error_code error;
    fs::rename(m_temporary, m_out, error);
    if (error)
        return fail(ErrorCode::WriteFailed, m_out.string() + ": cannot be written: " + error.message(),
                    "Check permissions or choose another place");
    return {};
}

Result<void> writeAtomically(const fs::path& out, const std::function<Result<void>(const fs::path&)>& write)
{
    const auto folder = out.has_parent_path() ? out.parent_path() : fs::path(".");
    std::error_code error;
    if (!fs::is_directory(folder, error))
        return fail(ErrorCode::WriteFailed,
                    out.string() + ": the folder " + folder.string() + " does not exist",
                    "Make the folder or choose another one");
    AtomicFile file(out);
    if (auto written = guardedCall(write, file.temporary()); !written) {
        const std::string temporary = file.temporary().string();
        std::string& message = written.error().message;
        if (const auto at = message.find(temporary); at != std::string::npos)
            message.replace(at, temporary.size(), out.string());
        return written;
    }
    return file.commit();
}

Result<void> writeTextAtomically(const fs::path& out, std::string_view text)
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
