#include "tests/fuzz/fuzzinput.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace transcope::fuzz {

namespace fs = std::filesystem;

namespace {

fs::path memoryDisk()
{
    std::error_code ignored; // what cannot be looked at is not there
    return fs::is_directory("/dev/shm", ignored) ? fs::path("/dev/shm") : fs::temp_directory_path();
}

/// Of this process, removed at its end. A process that libFuzzer ends leaves it to the next start of the
/// machine.
const fs::path& folder()
{
    static const struct Folder
    {
        fs::path path;
        Folder()
        {
            std::string pattern = (memoryDisk() / "transcope-fuzz-XXXXXX").string();
            require(mkdtemp(pattern.data()) != nullptr, "a folder for the inputs");
            path = pattern;
        }
        ~Folder() { fs::remove_all(path); }
    } made;
    return made.path;
}

} // namespace

InputFile::InputFile(const std::string& name) : m_path(folder() / name) {}

InputFile::~InputFile()
{
    std::error_code ignored; // it may never have been written
    fs::remove(m_path, ignored);
}

void InputFile::write(std::string_view bytes) const
{
    const int file = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    require(file >= 0, "the input file");
    while (!bytes.empty()) {
        const auto count = ::write(file, bytes.data(), bytes.size());
        require(count > 0, "room for the input file");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    ::close(file);
}

std::vector<std::string_view> parts(std::string_view input, std::size_t count)
{
    std::vector<std::string_view> found;
    for (std::size_t end = 0; found.size() + 1 < count && (end = input.find(Divider)) != input.npos;) {
        found.push_back(input.substr(0, end));
        input.remove_prefix(end + Divider.size());
    }
    found.push_back(input);
    found.resize(count);
    return found;
}

void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "Does not hold: %s\n", what);
    std::abort();
}

} // namespace transcope::fuzz
