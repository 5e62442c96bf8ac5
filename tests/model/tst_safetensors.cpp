#include "model/weights/halffloat.h"
#include "model/weights/safetensors.h"
#include "tests/testsupport/tempfolder.h"

#include <cmath>
#include <cstring>
#include <doctest/doctest.h>
#include <fstream>
#include <limits>

using namespace transcope;
using namespace transcope::model;
using tests::TempFolder;

namespace {

void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A file with this header text, its true length before it, and dataBytes zeros after it.
std::string fileWith(const std::string& header, std::size_t dataBytes)
{
    std::uint64_t length = header.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + std::string(dataBytes, '\0');
}

std::string readBytes(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

// Expected bits: Python's struct format 'e'.
TEST_CASE("float16 bits")
{
    struct Case
    {
        float value;
        std::uint16_t bits;
    };
    for (const auto& [value, bits] : {Case{1.f, 0x3c00},
                                      {-2.5f, 0xc100},
                                      {65504.f, 0x7bff},
                                      {65519.f, 0x7bff},
                                      {65520.f, 0x7c00},
                                      {6e-8f, 0x0001},
                                      {0x1p-14f, 0x0400},
                                      {0x1p-24f, 0x0001},
                                      {0x1p-25f, 0x0000},
                                      {0x1.8p-24f, 0x0002},
                                      {1.f / 3, 0x3555},
                                      {0.1f, 0x2e66},
                                      {1000.7f, 0x63d1},
                                      {-0.f, 0x8000},
                                      {0x1.ff8p-15f, 0x03ff},
                                      {0x1.ffcp-15f, 0x0400}}) {
        CAPTURE(value);
        CHECK(toFloat16(value) == bits);
    }
    CHECK(std::isnan(fromFloat16(toFloat16(std::nanf("")))));
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) { // every finite value survives the round trip
        const auto half = static_cast<std::uint16_t>(bits);
        if ((half & 0x7c00) != 0x7c00 && toFloat16(fromFloat16(half)) != half)
            FAIL("bits " << bits);
    }
}

TEST_CASE("bfloat16 bits")
{
    struct Case
    {
        float value;
        std::uint16_t bits;
    };
    // 1 + 2^-8 lies midway and goes to the even 0x3f80, 1 + 3·2^-8 to 0x3f82.
    for (const auto& [value, bits] : {Case{1.f, 0x3f80},
                                      {1.f / 3, 0x3eab},
                                      {1.00390625f, 0x3f80},
                                      {1.01171875f, 0x3f82},
                                      {3.4e38f, 0x7f80},
                                      {-1.f, 0xbf80}}) {
        CAPTURE(value);
        CHECK(toBFloat16(value) == bits);
    }
    CHECK(std::isnan(fromBFloat16(toBFloat16(std::numeric_limits<float>::signaling_NaN()))));
    CHECK(fromBFloat16(0x3eab) == 0.333984375f);
}

TEST_CASE("what is written is read again")
{
    const TempFolder folder;
    Safetensors content;
    content.tensors["a"] = {
        {2, 3}, {0, 1, -2, 0.5f, 65504, 0x1p-14f}}; // exact in all three types but bfloat16's 65504
    content.tensors["empty"] = {{0, 4}, {}};
    content.tensors["scalar"] = {{}, {7}};
    content.metadata = {{"method", "m2ost"}, {"quoted", "a \"b\"\n"}};
    for (const auto type : {StoredType::Float32, StoredType::Float16, StoredType::BFloat16}) {
        const auto path = folder / "x.safetensors";
        REQUIRE(writeSafetensors(path, content, type).has_value());
        const auto read = readSafetensors(path);
        REQUIRE(read.has_value());
        CHECK(read->metadata == content.metadata);
        REQUIRE(read->tensors.size() == 3);
        CHECK(read->tensors.at("a").shape == std::vector<std::int64_t>{2, 3});
        auto expected = content.tensors["a"].data;
        if (type == StoredType::BFloat16)
            expected[4] = 65536;
        CHECK(read->tensors.at("a").data == expected);
        CHECK(read->tensors.at("empty").data.empty());
        CHECK(read->tensors.at("scalar").data == std::vector<float>{7});
    }
    // No temporary file is left.
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a file made by hand, byte for byte as the format says")
{
    const TempFolder folder;
    const std::string header =
        R"({"__metadata__":{"k":"v"},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
    std::string bytes = fileWith(header, 8);
    const float values[] = {1.5f, -3};
    std::memcpy(bytes.data() + bytes.size() - 8, values, 8);
    writeBytes(folder / "x", bytes);
    const auto read = readSafetensors(folder / "x");
    REQUIRE(read.has_value());
    CHECK(read->tensors.at("x").data == std::vector<float>{1.5f, -3});
    CHECK(read->metadata.at("k") == "v");
}

TEST_CASE("failure to write leaves the older file and nothing else")
{
    const TempFolder folder;
    Safetensors content;
    content.tensors["a"] = {{1}, {1}};
    const auto missing = folder / "no";
    const auto result = writeSafetensors(missing / "x.safetensors", content);
    REQUIRE(!result.has_value());
    CHECK(result.error().code == core::ErrorCode::WriteFailed);
    CHECK(result.error().message.find("x.safetensors") != std::string::npos);
    CHECK(std::filesystem::is_empty(folder.path()));

    std::filesystem::create_directory(folder /
                                      "taken.safetensors"); // renaming onto a folder fails at the end
    CHECK(!writeSafetensors(folder / "taken.safetensors", content).has_value());
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("broken files")
{
    struct Case
    {
        const char* name;
        std::string bytes;
        const char* message;
    };
    const std::string good = R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
    const auto one = [](const std::string& description) { return R"({"x":)" + description + "}"; };
    const Case cases[] = {
        {"empty", "", "too few"},
        {"seven bytes", "1234567", "too few"},
        {"length beyond the file", std::string("\xff\0\0\0\0\0\0\0{}", 10), "header should have"},
        {"enormous length", std::string(8, '\xff') + "{}", "header should have"},
        {"not JSON", fileWith("hello   ", 0), "not a JSON object"},
        {"an array", fileWith("[]", 0), "not a JSON object"},
        {"cut JSON", fileWith(good.substr(0, 30), 8), "not a JSON object"},
        {"not UTF-8", fileWith("{\"\xff\":1}", 0), "not a JSON object"},
        {"very deep", fileWith(std::string(200'000, '['), 0), "not a JSON object"},
        {"very deep shape",
         fileWith(one(R"({"dtype":"F32","shape":)" + std::string(200'000, '[') + std::string(200'000, ']') +
                      R"(,"data_offsets":[0,0]})"),
                  0),
         "not a JSON object"},
        {"data cut short", fileWith(good, 7), "need 8 bytes, but 7 follow"},
        {"data too long", fileWith(good, 9), "need 8 bytes, but 9 follow"},
        {"tensor is a number", fileWith(one("3"), 0), "lacks dtype"},
        {"no dtype", fileWith(one(R"({"shape":[2],"data_offsets":[0,8]})"), 8), "lacks dtype"},
        {"unknown dtype", fileWith(one(R"({"dtype":"F8","shape":[8],"data_offsets":[0,8]})"), 8),
         "data type F8"},
        {"integers", fileWith(one(R"({"dtype":"I64","shape":[1],"data_offsets":[0,8]})"), 8),
         "data type I64"},
        {"negative extent", fileWith(one(R"({"dtype":"F32","shape":[-2],"data_offsets":[0,8]})"), 8),
         "impossible shape"},
        {"fractional extent", fileWith(one(R"({"dtype":"F32","shape":[2.5],"data_offsets":[0,8]})"), 8),
         "impossible shape"},
        {"overflowing shape",
         fileWith(one(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]})"), 8),
         "impossible shape"},
        {"overflow to zero",
         fileWith(one(R"({"dtype":"F32","shape":[9223372036854775808,2],"data_offsets":[0,0]})"), 0),
         "impossible shape"},
        {"shape and bytes differ", fileWith(one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})"), 8),
         "needs 12 bytes"},
        {"offsets reversed", fileWith(one(R"({"dtype":"F32","shape":[2],"data_offsets":[8,0]})"), 8),
         "needs 8 bytes"},
        {"one offset", fileWith(one(R"({"dtype":"F32","shape":[2],"data_offsets":[8]})"), 8),
         "impossible data_offsets"},
        {"text offsets", fileWith(one(R"({"dtype":"F32","shape":[2],"data_offsets":["0","8"]})"), 8),
         "impossible data_offsets"},
        {"overlap",
         fileWith(
             R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
             12),
         "overlaps"},
        {"same place twice",
         fileWith(
             R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
             8),
         "overlaps"},
        {"gap",
         fileWith(
             R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})",
             12),
         "gap before tensor b"},
        {"name twice",
         fileWith(
             R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
             8),
         "a stands twice"},
        {"metadata not strings", fileWith(R"({"__metadata__":{"a":1}})", 0), "not a table of strings"},
        {"metadata a list", fileWith(R"({"__metadata__":["a"]})", 0), "not a table of strings"},
    };
    const TempFolder folder;
    for (const auto& c : cases) {
        CAPTURE(c.name);
        writeBytes(folder / "bad.safetensors", c.bytes);
        const auto read = readSafetensors(folder / "bad.safetensors");
        REQUIRE(!read.has_value());
        CHECK(exitCode(read.error().code) == 3);
        CHECK(read.error().message.find("bad.safetensors") != std::string::npos);
        CHECK_MESSAGE(read.error().message.find(c.message) != std::string::npos, read.error().message);
        CHECK(!read.error().whatToDo.empty());
    }
    CHECK(readSafetensors(folder / "absent").error().code == core::ErrorCode::NotFound);
    CHECK(readSafetensors(folder.path()).error().code == core::ErrorCode::BadInput);
}

TEST_CASE("a good file cut anywhere or with any header byte changed is refused or read, never worse")
{
    const TempFolder folder;
    Safetensors content;
    content.tensors["a"] = {{2, 2}, {1, 2, 3, 4}};
    content.tensors["b"] = {{3}, {5, 6, 7}};
    content.metadata["k"] = "v";
    REQUIRE(writeSafetensors(folder / "good", content).has_value());
    const std::string good = readBytes(folder / "good");
    const auto path = folder / "changed";
    for (std::size_t size = 0; size < good.size(); ++size) {
        writeBytes(path, good.substr(0, size));
        CHECK(!readSafetensors(path).has_value());
    }
    const std::size_t headerEnd = good.size() - 28; // 7 floats
    for (std::size_t at = 0; at < headerEnd; ++at)
        for (const char byte : {'\0', '"', '9', '\xff'}) {
            std::string changed = good;
            changed[at] = byte;
            writeBytes(path, changed);
            const auto read = readSafetensors(path);
            if (!read && read.error().message.empty())
                FAIL("a refusal without a message at byte " << at);
        }
}
