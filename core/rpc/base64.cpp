#include "core/rpc/base64.h"

#include <array>
#include <cstdint>

namespace transcope::core {

namespace {

constexpr std::string_view Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t NoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> makeValues()
{
    std::array<std::uint8_t, 256> values{};
    values.fill(NoDigit);
    for (std::size_t i = 0; i < Digits.size(); ++i)
        values[static_cast<std::uint8_t>(Digits[i])] = static_cast<std::uint8_t>(i);
    return values;
}
constexpr auto Values = makeValues();

/// The 18 bits and the six above of four digits; absent when one is none.
std::optional<std::uint32_t> group(const char* digits)
{
    std::uint32_t bits = 0;
    std::uint8_t seen = 0;
    for (int i = 0; i < 4; ++i) {
        const std::uint8_t value = Values[static_cast<std::uint8_t>(digits[i])];
        seen |= value;
        bits = bits << 6 | (value & 63u);
    }
    if (seen & 0xc0u)
        return std::nullopt;
    return bits;
}

} // namespace

std::string toBase64(std::span<const std::byte> bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4, '=');
    char* out = text.data();
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t bits = std::to_integer<std::uint32_t>(bytes[i]) << 16;
        if (count > 1)
            bits |= std::to_integer<std::uint32_t>(bytes[i + 1]) << 8;
        if (count > 2)
            bits |= std::to_integer<std::uint32_t>(bytes[i + 2]);
        for (std::size_t digit = 0; digit <= count; ++digit)
            out[digit] = Digits[bits >> (18 - 6 * digit) & 63u];
        out += 4;
    }
    return text;
}

std::optional<std::vector<std::byte>> fromBase64(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    std::vector<std::byte> bytes(text.size() / 4 * 3);
    std::byte* out = bytes.data();
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::array<char, 4> digits{text[i], text[i + 1], text[i + 2], text[i + 3]};
        const std::size_t unused = i + 4 == text.size() ? padding : 0;
        for (std::size_t p = 0; p < unused; ++p)
            digits[3 - p] = 'A';
        const auto bits = group(digits.data());
        if (!bits || (*bits & ((1u << 8 * unused) - 1u)) != 0)
            return std::nullopt;
        *out++ = static_cast<std::byte>(*bits >> 16);
        *out++ = static_cast<std::byte>(*bits >> 8);
        *out++ = static_cast<std::byte>(*bits);
    }
    bytes.resize(bytes.size() - padding);
    return bytes;
}

} // namespace transcope::core
