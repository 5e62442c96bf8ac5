#include "model/weights/safetensors.h"

#include "core/base/atomicfile.h"
#include "core/base/filewait.h"
#include "core/base/try.h"
#include "model/weights/halffloat.h"

#include <array>
#include <bit>
#include <cstring>
#include <fstream>

static_assert(std::endian::native == std::endian::little, "tensor data is copied as it lies");

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr std::uint64_t LengthBytes = 8;
constexpr std::uint64_t MostHeaderBytes = 100'000'000; // the limit of the format's own reader
constexpr const char* Advice = "The file is damaged or not a .safetensors file: fetch or export it again";

struct Opened
{
    std::ifstream stream;
    SafetensorsHeader header;
    std::uint64_t dataStart = 0;
};

Result<Opened> open(const std::filesystem::path& path)
{
    const std::string name = path.string();
    const core::FileWait wait(path);
    std::error_code problem;
    if (!std::filesystem::exists(path, problem))
        return fail(ErrorCode::NotFound, name + " does not exist", "Check the path");
    if (!std::filesystem::is_regular_file(path, problem))
        return fail(ErrorCode::BadInput, name + " is not a file", "Name a .safetensors file");
    const std::uint64_t size = std::filesystem::file_size(path, problem);
    Opened opened{std::ifstream(path, std::ios::binary), {}, 0};
    std::array<unsigned char, LengthBytes> raw{};
    if (problem || !opened.stream)
        return fail(ErrorCode::BadInput, name + " cannot be read", "Check its permissions");
    if (size < LengthBytes || !opened.stream.read(reinterpret_cast<char*>(raw.data()), raw.size()))
        return fail(ErrorCode::BadInput, name + ": " + std::to_string(size) + " bytes are too few", Advice);
    const auto length = std::bit_cast<std::uint64_t>(raw);
    if (length > MostHeaderBytes || length > size - LengthBytes)
        return fail(ErrorCode::BadInput,
                    name + ": the header should have " + std::to_string(length) + " bytes, the file has " +
                        std::to_string(size),
                    Advice);
    std::string text(length, '\0');
    if (!opened.stream.read(text.data(), static_cast<std::streamsize>(length)))
        return fail(ErrorCode::BadInput, name + ": the header cannot be read", Advice);
    opened.dataStart = LengthBytes + length;
    TRY(auto header, parseSafetensorsHeader(text, size - opened.dataStart, name));
    opened.header = std::move(header);
    return opened;
}

HostTensor decode(const TensorEntry& entry, const std::vector<char>& bytes)
{
    HostTensor tensor{entry.shape, std::vector<float>(bytes.size() / byteSize(entry.type))};
    if (entry.type == StoredType::Float32) {
        if (!bytes.empty())
            std::memcpy(tensor.data.data(), bytes.data(), bytes.size());
        return tensor;
    }
    for (std::size_t i = 0; i < tensor.data.size(); ++i) {
        std::uint16_t bits = 0;
        std::memcpy(&bits, bytes.data() + 2 * i, 2);
        tensor.data[i] = entry.type == StoredType::BFloat16 ? fromBFloat16(bits) : fromFloat16(bits);
    }
    return tensor;
}

std::vector<char> encode(const HostTensor& tensor, StoredType type)
{
    std::vector<char> bytes(tensor.data.size() * byteSize(type));
    if (type == StoredType::Float32) {
        if (!bytes.empty())
            std::memcpy(bytes.data(), tensor.data.data(), bytes.size());
        return bytes;
    }
    for (std::size_t i = 0; i < tensor.data.size(); ++i) {
        const std::uint16_t bits =
            type == StoredType::BFloat16 ? toBFloat16(tensor.data[i]) : toFloat16(tensor.data[i]);
        std::memcpy(bytes.data() + 2 * i, &bits, 2);
    }
    return bytes;
}

StoredType typeOf(const Safetensors& content, const std::string& name, StoredType usual)
{
    const auto own = content.types.find(name);
    return own == content.types.end() ? usual : own->second;
}

SafetensorsHeader headerOf(const Safetensors& content, StoredType usual)
{
    SafetensorsHeader header{{}, content.metadata};
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : content.tensors) {
        const StoredType type = typeOf(content, name, usual);
        const std::uint64_t bytes = tensor.data.size() * byteSize(type);
        header.tensors[name] = {type, tensor.shape, offset, offset + bytes};
        offset += bytes;
    }
    for (const auto& [name, blob] : content.blobs) {
        header.tensors[name] = {
            StoredType::Byte, {static_cast<std::int64_t>(blob.size())}, offset, offset + blob.size()};
        offset += blob.size();
    }
    return header;
}

bool writeTo(const std::filesystem::path& path, const Safetensors& content, StoredType type)
{
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    const std::string text = safetensorsHeaderText(headerOf(content, type));
    const auto length = std::bit_cast<std::array<char, LengthBytes>>(static_cast<std::uint64_t>(text.size()));
    stream.write(length.data(), length.size());
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    for (const auto& [name, tensor] : content.tensors) {
        const auto bytes = encode(tensor, typeOf(content, name, type));
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    for (const auto& [name, blob] : content.blobs)
        stream.write(blob.data(), static_cast<std::streamsize>(blob.size()));
    stream.close();
    return stream.good();
}

} // namespace

Result<SafetensorsHeader> readSafetensorsHeader(const std::filesystem::path& path)
{
    TRY(auto opened, open(path));
    return std::move(opened.header);
}

Result<Safetensors> readSafetensors(const std::filesystem::path& path)
{
    TRY(auto opened, open(path));
    Safetensors content{{}, opened.header.metadata, {}};
    std::vector<char> bytes;
    for (const auto& [name, entry] : opened.header.tensors) {
        bytes.resize(entry.end - entry.begin);
        opened.stream.seekg(static_cast<std::streamoff>(opened.dataStart + entry.begin));
        if (!opened.stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
            return fail(ErrorCode::BadInput, path.string() + ": tensor " + name + " cannot be read",
                        "The disk or the network failed while reading: try again");
        if (entry.type == StoredType::Byte)
            content.blobs.emplace(name, std::string(bytes.begin(), bytes.end()));
        else
            content.tensors.emplace(name, decode(entry, bytes));
    }
    return content;
}

Result<void> writeSafetensors(const std::filesystem::path& path, const Safetensors& content, StoredType type)
{
    return core::writeAtomically(path, [&](const std::filesystem::path& temporary) -> Result<void> {
        if (writeTo(temporary, content, type))
            return {};
        return fail(ErrorCode::WriteFailed, path.string() + " could not be written",
                    "Check that the folder may be written to and has space left");
    });
}

} // namespace transcope::model
