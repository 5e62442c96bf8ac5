#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::fuzz {

/// What a target does with one input; each target is one file that defines this. What it must not do is
/// crash, leak, throw, or take memory or time beyond the limits of installer/fuzz.sh.
void run(std::string_view input);

/// A file that readers are given, in a folder of this process on a memory disk where there is one.
class InputFile
{
public:
    /// name: readers tell what a file is by its ending.
    explicit InputFile(const std::string& name);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    /// Makes these bytes the file's whole content.
    void write(std::string_view bytes) const;

private:
    std::filesystem::path m_path;
};

/// Where an input of several files or fields is cut.
inline constexpr std::string_view Divider = "\n=====\n";

/// Exactly `count` parts: missing ones are empty, and the last holds what is left.
std::vector<std::string_view> parts(std::string_view input, std::size_t count);

/// Ends the program where something that must hold does not.
void require(bool holds, const char* what);

} // namespace transcope::fuzz
