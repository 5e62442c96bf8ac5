#include "tests/testsupport/tinytiff.h"

#include <algorithm>
#include <fstream>

namespace transcope::test {

namespace {

void append(std::vector<std::uint8_t>& to, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

} // namespace

// Header (8 bytes), px, bits per sample (samples × 2 bytes), directory.
std::vector<std::uint8_t> TinyTiff::bytes() const
{
    const auto pixelBytes = static_cast<std::uint32_t>(pixels.size());
    const std::uint32_t bitsAt = 8 + pixelBytes + pixelBytes % 2;
    std::map<int, Entry> all = {
        {256, {3, 1, static_cast<std::uint32_t>(width)}},
        {257, {3, 1, static_cast<std::uint32_t>(height)}},
        {258,
         {3, static_cast<std::uint32_t>(samples),
          samples > 2 ? bitsAt : static_cast<std::uint32_t>(bits | bits << 16)}},
        {259, {3, 1, 1}},
        {262, {3, 1, static_cast<std::uint32_t>(photometric)}},
        {273, {4, 1, 8}},
        {274, {3, 1, static_cast<std::uint32_t>(orientation)}},
        {277, {3, 1, static_cast<std::uint32_t>(samples)}},
        {278, {3, 1, static_cast<std::uint32_t>(height)}},
        {279, {4, 1, pixelBytes}},
    };
    if (samples == 1)
        all[258].value = static_cast<std::uint32_t>(bits);
    if (samples == 2 || samples == 4)
        all[338] = {3, 1, 2}; // the last sample is transparency
    for (const auto& [tag, entry] : entries)
        all[tag] = entry;
    for (const int tag : without)
        all.erase(tag);

    std::vector<std::uint8_t> file = {'I', 'I', 42, 0};
    append(file, bitsAt + 2 * static_cast<std::uint32_t>(samples), 4);
    file.insert(file.end(), pixels.begin(), pixels.end());
    file.resize(bitsAt);
    for (int i = 0; i < samples; ++i)
        append(file, static_cast<std::uint32_t>(bits), 2);
    append(file, static_cast<std::uint32_t>(all.size()), 2);
    for (const auto& [tag, entry] : all) {
        append(file, static_cast<std::uint32_t>(tag), 2);
        append(file, static_cast<std::uint32_t>(entry.type), 2);
        append(file, entry.count, 4);
        append(file, entry.value, 4);
    }
    append(file, next, 4);
    file.resize(std::min(file.size(), cutTo));
    return file;
}

void TinyTiff::write(const std::filesystem::path& path) const
{
    const auto content = bytes();
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

} // namespace transcope::test
