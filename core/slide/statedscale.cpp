#include "core/slide/statedscale.h"

#include "core/slide/pyramidgeometry.h"
#include "core/slide/tiffdirectory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>

namespace transcope::core {

namespace {

namespace fs = std::filesystem;

constexpr double UmPerMm = 1e3, UmPerCm = 1e4, UmPerInch = 25'400, UmPerMetre = 1e6;
/// Descriptions of whole-slide images are long, but say this early.
constexpr std::uint64_t LongestDescription = 16u << 20;
constexpr double SquareShare = 0.01;

enum Tag { ImageDescription = 270, XResolution = 282, YResolution = 283, ResolutionUnit = 296 };

std::optional<double> numberAt(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t="), text.size()));
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && std::isfinite(value) && value > 0 ? std::optional(value) : std::nullopt;
}

/// Micrometres of a unit by its names; none for px and what is not known.
std::optional<double> umOfUnit(std::string_view unit)
{
    static constexpr std::array<std::pair<std::string_view, double>, 22> units = {{
        {"\xC2\xB5m", 1},      {"\xCE\xBCm", 1},        {"um", 1},
        {"micron", 1},         {"microns", 1},          {"micrometer", 1},
        {"micrometre", 1},     {"\\u00B5m", 1},         {"\xB5m", 1},
        {"nm", 1e-3},          {"nanometer", 1e-3},     {"\xC3\x85", 1e-4},
        {"pm", 1e-6},          {"mm", UmPerMm},         {"millimeter", UmPerMm},
        {"cm", UmPerCm},       {"centimeter", UmPerCm}, {"m", UmPerMetre},
        {"meter", UmPerMetre}, {"in", UmPerInch},       {"inch", UmPerInch},
        {"inches", UmPerInch},
    }};
    for (const auto& [name, um] : units)
        if (unit == name)
            return um;
    return std::nullopt;
}

/// The value of name="…" in an XML element.
std::optional<std::string_view> attribute(std::string_view element, const std::string& name)
{
    for (const char quote : {'"', '\''}) {
        const auto begin = element.find(" " + name + "=" + quote);
        if (begin == std::string_view::npos)
            continue;
        const auto value = element.substr(begin + name.size() + 3);
        return value.substr(0, value.find(quote));
    }
    return std::nullopt;
}

/// PhysicalSizeX of the first Pixels; in µm where no unit is given (OME schema).
std::optional<StatedScale> omeScale(std::string_view text)
{
    const auto begin =
        text.find("<OME") == std::string_view::npos ? std::string_view::npos : text.find("<Pixels");
    if (begin == std::string_view::npos)
        return std::nullopt;
    const auto element = text.substr(begin, text.find('>', begin) - begin);
    const auto size = [&](const std::string& name) -> std::optional<double> {
        const auto value = attribute(element, name);
        const auto um = umOfUnit(attribute(element, name + "Unit").value_or("um"));
        const auto number = value ? numberAt(*value) : std::nullopt;
        return number && um ? std::optional(*number * *um) : std::nullopt;
    };
    const auto x = size("PhysicalSizeX"), y = size("PhysicalSizeY");
    if (!x && !y)
        return std::nullopt;
    return StatedScale{x ? x : y, y ? y : x, "OME-XML"};
}

/// The text after "name" up to the line's end.
std::optional<std::string_view> valueAfter(std::string_view text, std::string_view name)
{
    const auto begin = text.find(name);
    if (begin == std::string_view::npos)
        return std::nullopt;
    const auto value = text.substr(begin + name.size());
    return value.substr(0, value.find_first_of("\r\n|"));
}

/// "|MPP = 0.4990|", as Aperio and who follows it write.
std::optional<StatedScale> mppScale(std::string_view text)
{
    const auto value = valueAfter(text, "MPP");
    const auto um = value ? numberAt(*value) : std::nullopt;
    return um ? std::optional(StatedScale{um, um, "MPP in the description"}) : std::nullopt;
}

/// px per unit → µm per px.
StatedScale perUnit(std::optional<double> x, std::optional<double> y, std::optional<double> unitUm,
                    const std::string& source, bool forPrinting)
{
    if (!unitUm || (!x && !y))
        return {};
    return {*unitUm / x.value_or(*y), *unitUm / y.value_or(*x), source, forPrinting};
}

class TiffScale
{
public:
    explicit TiffScale(TiffReader reader) : m_reader(std::move(reader)) {}

    StatedScale read()
    {
        auto directory = m_reader.directory(m_reader.firstDirectory());
        if (!directory)
            return {};
        m_directory = std::move(*directory);
        const auto description = text(ImageDescription);
        if (const auto ome = omeScale(description))
            return *ome;
        const auto x = rational(XResolution), y = rational(YResolution);
        if (description.starts_with("ImageJ=")) {
            const auto unit = valueAfter(description, "\nunit=");
            return unit ? perUnit(x, y, umOfUnit(*unit), "ImageJ's unit", false) : StatedScale();
        }
        if (const auto mpp = mppScale(description))
            return *mpp;
        return perUnit(x, y, resolutionUnitUm(), "the file's resolution", true);
    }

private:
    std::string text(Tag tag)
    {
        const auto it = m_directory.entries.find(tag);
        if (it == m_directory.entries.end() || it->second.count > LongestDescription)
            return {};
        const auto bytes = m_reader.bytes(it->second);
        return {bytes.begin(), bytes.end()};
    }
    std::optional<double> rational(Tag tag)
    {
        constexpr int Rational = 5;
        const auto it = m_directory.entries.find(tag);
        if (it == m_directory.entries.end() || it->second.type != Rational)
            return std::nullopt;
        const auto parts = m_reader.numbers({4, 2, it->second.valuesAt});
        return parts.size() == 2 && parts[0] > 0 && parts[1] > 0
                   ? std::optional(static_cast<double>(parts[0]) / static_cast<double>(parts[1]))
                   : std::nullopt;
    }
    /// Inches where the tag is absent (TIFF 6.0).
    std::optional<double> resolutionUnitUm()
    {
        const auto it = m_directory.entries.find(ResolutionUnit);
        if (it == m_directory.entries.end())
            return UmPerInch;
        const auto values = m_reader.numbers(it->second);
        const auto unit = values.empty() ? 1 : values.front();
        return unit == 2 ? std::optional(UmPerInch) : unit == 3 ? std::optional(UmPerCm) : std::nullopt;
    }

    TiffReader m_reader;
    TiffDirectory m_directory;
};

std::uint32_t bigEndian(const std::string& bytes, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + static_cast<std::size_t>(i)]);
    return value;
}

std::optional<double> positive(std::uint32_t value)
{
    return value > 0 ? std::optional<double>(value) : std::nullopt;
}

/// head: the first bytes of the file. PNG, section 11.3.5.3: pHYs comes before the pixels.
StatedScale pngScale(const std::string& head)
{
    for (std::size_t at = 8; at + 17 < head.size();) {
        const auto length = bigEndian(head, at, 4);
        const auto kind = head.substr(at + 4, 4);
        if (kind == "IDAT")
            break;
        if (kind == "pHYs" && length == 9 && head[at + 16] == 1) // per metre; else without a unit
            return perUnit(positive(bigEndian(head, at + 8, 4)), positive(bigEndian(head, at + 12, 4)),
                           UmPerMetre, "the file's resolution", true);
        at += 12 + static_cast<std::size_t>(length);
    }
    return {};
}

/// JFIF's segment comes first: version, unit (1: inch, 2: cm), densities.
StatedScale jpegScale(const std::string& head)
{
    constexpr std::size_t Jfif = 6, Unit = 13, X = 14, Y = 16;
    if (head.size() < Y + 2 || head.compare(Jfif, 4, "JFIF") != 0)
        return {};
    const auto unit = head[Unit] == 1   ? std::optional(UmPerInch)
                      : head[Unit] == 2 ? std::optional(UmPerCm)
                                        : std::nullopt;
    return perUnit(positive(bigEndian(head, X, 2)), positive(bigEndian(head, Y, 2)), unit,
                   "the file's resolution", true);
}

std::string shown(double um)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", um);
    return text;
}

/// Resolutions that programs write without knowing any.
bool isOfPaper(double umPerPx)
{
    const double dpi = UmPerInch / umPerPx;
    return dpi < 2500 && std::abs(dpi - std::round(dpi)) < 0.001 * dpi;
}

} // namespace

StatedScale statedScale(const fs::path& path)
{
    constexpr std::size_t HeadBytes = 64u << 10;
    std::ifstream file(path, std::ios::binary);
    std::string head(HeadBytes, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    if (head.starts_with("\x89PNG\r\n\x1a\n"))
        return pngScale(head);
    if (head.starts_with("\xff\xd8\xff"))
        return jpegScale(head);
    if (!head.starts_with("II") && !head.starts_with("MM"))
        return {};
    auto reader = TiffReader::open(path);
    return reader ? TiffScale(std::move(*reader)).read() : StatedScale();
}

StatedScale statedScale(const std::map<std::string, std::string>& properties)
{
    const auto number = [&](const char* name) -> std::optional<double> {
        const auto it = properties.find(name);
        return it == properties.end() ? std::nullopt : numberAt(it->second);
    };
    const auto x = number("openslide.mpp-x"), y = number("openslide.mpp-y");
    return {x ? x : y, y ? y : x, "the scanner"};
}

JudgedScale judged(const StatedScale& stated)
{
    JudgedScale scale;
    if (!stated.xUm || !stated.yUm)
        return scale;
    const double x = *stated.xUm, y = *stated.yUm, mean = (x + y) / 2;
    if (!isMicroscopeScale(x) || !isMicroscopeScale(y)) {
        if (!stated.forPrinting || !isOfPaper(x) || !isOfPaper(y))
            scale.warnings.push_back("its scale of " + shown(x) + " × " + shown(y) + " µm/px (" +
                                     stated.source +
                                     ") can be no microscope's and is not used: give the right one");
        return scale;
    }
    scale.umPerPx = mean;
    if (std::abs(x - y) > SquareShare * mean)
        scale.warnings.push_back("its px are not square: " + shown(x) + " × " + shown(y) + " µm (" +
                                 stated.source + "); the mean, " + shown(mean) + " µm/px, is used");
    return scale;
}

} // namespace transcope::core
