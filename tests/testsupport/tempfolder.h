#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace transcope::tests {

/// A fresh folder that goes with the object, for tests without Qt.
class TempFolder
{
public:
    TempFolder()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "transcope-XXXXXX").string();
        m_path = mkdtemp(pattern.data());
    }
    ~TempFolder() { std::filesystem::remove_all(m_path); }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }
    const std::filesystem::path& path() const { return m_path; }
    /// Makes a file in it.
    std::filesystem::path write(const std::string& name, const std::string& content) const
    {
        std::ofstream(*this / name, std::ios::binary) << content;
        return *this / name;
    }

private:
    std::filesystem::path m_path;
};

} // namespace transcope::tests
