#include "core/slide/tiffpages.h"

#include "core/base/try.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <set>

namespace transcope::core {

namespace {

enum Tag { NewSubfileType = 254, ImageWidth = 256, ImageLength = 257, SamplesPerPixel = 277 };

constexpr int MaxPages = 10'000;

std::int64_t firstNumber(TiffReader& reader, const TiffDirectory& directory, Tag tag, std::int64_t otherwise)
{
    const auto it = directory.entries.find(tag);
    if (it == directory.entries.end())
        return otherwise;
    TiffEntry one = it->second;
    one.count = std::min<std::uint64_t>(one.count, 1);
    const auto values = reader.numbers(one);
    return values.empty() || values[0] > UINT32_MAX ? otherwise : static_cast<std::int64_t>(values[0]);
}

std::optional<int> numberAfter(std::string_view text, std::string_view name)
{
    const auto at = text.find(name);
    if (at == std::string_view::npos)
        return std::nullopt;
    text.remove_prefix(at + name.size());
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

/// Elements "<Channel …>", one after another.
std::vector<std::string_view> channelElements(std::string_view text)
{
    std::vector<std::string_view> elements;
    for (auto at = text.find("<Channel "); at != std::string_view::npos; at = text.find("<Channel ", at + 1))
        elements.push_back(text.substr(at, text.find('>', at) - at));
    return elements;
}

TiffChannels omeChannels(std::string_view text)
{
    TiffChannels channels;
    channels.count = numberAfter(text, " SizeC=\"").value_or(1);
    channels.significantBits = numberAfter(text, " SignificantBits=\"").value_or(0);
    for (const auto& element : channelElements(text)) {
        if (numberAfter(element, " SamplesPerPixel=\"").value_or(1) > 1)
            channels.count = 1; // the samples of one page
        constexpr std::string_view Name = " Name=\"";
        const auto at = element.find(Name);
        if (at == std::string_view::npos)
            continue;
        const auto value = element.substr(at + Name.size());
        channels.names.emplace_back(value.substr(0, value.find('"')));
    }
    return channels;
}

} // namespace

Result<TiffPages> pagesOf(TiffReader& reader)
{
    TiffPages found;
    std::set<std::uint64_t> seen;
    for (std::uint64_t at = reader.firstDirectory(); at != 0;) {
        if (!seen.insert(at).second) {
            found.ended = "its directories form a loop";
            break;
        }
        if (seen.size() > MaxPages)
            return reader.damaged("it has more than 10,000 directories");
        const auto directory = reader.directory(at);
        if (!directory && found.pages.empty())
            return tl::unexpected(directory.error());
        if (!directory) {
            found.ended =
                "a directory after the first " + std::to_string(found.pages.size()) + " cannot be read";
            break;
        }
        found.pages.push_back({at, firstNumber(reader, *directory, ImageWidth, 0),
                               firstNumber(reader, *directory, ImageLength, 0),
                               firstNumber(reader, *directory, SamplesPerPixel, 1),
                               (firstNumber(reader, *directory, NewSubfileType, 0) & 1) != 0});
        at = directory->next;
    }
    if (found.pages.empty())
        return reader.damaged("it has no directory");
    return found;
}

int pictureIn(const std::vector<TiffPage>& pages)
{
    int best = 0;
    for (std::size_t i = 1; i < pages.size(); ++i) {
        const auto& page = pages[i];
        const auto& chosen = pages[static_cast<std::size_t>(best)];
        const bool larger = page.width >= 2 * chosen.width && page.height >= 2 * chosen.height;
        const bool instead =
            chosen.reduced && !page.reduced && page.width * page.height > chosen.width * chosen.height;
        if (!page.reduced && (larger || instead))
            best = static_cast<int>(i);
    }
    return best;
}

TiffChannels channelsIn(const std::string& description)
{
    if (description.find("<OME") != std::string::npos)
        return omeChannels(description);
    TiffChannels channels;
    if (description.starts_with("ImageJ="))
        channels.count = numberAfter(description, "\nchannels=").value_or(1);
    return channels;
}

bool areRgb(const TiffChannels& channels)
{
    if (channels.count != 3)
        return false;
    std::string first;
    for (const auto& name : channels.names)
        if (!name.empty())
            first += static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
    // "Red", "R", "red channel"; programs also number them.
    const bool numbered =
        std::all_of(channels.names.begin(), channels.names.end(), [](const std::string& name) {
            return name.empty() || name.starts_with("Channel") || name.starts_with("channel") ||
                   std::isdigit(static_cast<unsigned char>(name.front())) != 0;
        });
    return first == "rgb" || numbered;
}

} // namespace transcope::core
