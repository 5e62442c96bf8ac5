#include "core/base/trustedcode.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace transcope::core {

namespace {

constexpr std::size_t HashDigits = 64;

std::filesystem::path listFile()
{
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    const auto folder = config != nullptr && *config != 0
                            ? std::filesystem::path(config)
                            : std::filesystem::path(home ? home : "") / ".config";
    return folder / "transcope" / "trusted-code";
}

bool isHash(const std::string& text)
{
    return text.size() == HashDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace

bool isTrustedCode(const std::string& hash)
{
    std::ifstream list(listFile());
    std::string line;
    while (std::getline(list, line))
        if (isHash(hash) && line.substr(0, HashDigits) == hash)
            return true;
    return false;
}

Result<void> trustCode(const std::string& hash, const std::string& name)
{
    if (!isHash(hash))
        return fail(ErrorCode::InvalidArgument, hash + " is no SHA-256", "Trust a file that was asked about");
    if (isTrustedCode(hash))
        return {};
    const auto path = listFile();
    std::error_code ignored; // the list then cannot be written, which is told
    std::filesystem::create_directories(path.parent_path(), ignored);
    std::string shown = name;
    std::ranges::replace(shown, '\n', ' ');
    std::ofstream list(path, std::ios::app);
    list << hash << "  " << shown << std::endl;
    if (!list)
        return fail(ErrorCode::WriteFailed, path.string() + " could not be written",
                    "Check that its folder may be written to");
    return {};
}

} // namespace transcope::core
