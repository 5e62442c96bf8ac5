#pragma once

#include <QString>
#include <filesystem>

namespace transcope::ui {

inline std::filesystem::path toPath(const QString& path)
{
    return {path.toStdU16String()};
}

inline QString fromPath(const std::filesystem::path& path)
{
    return QString::fromStdU16String(path.u16string());
}

} // namespace transcope::ui
