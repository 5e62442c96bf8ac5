#include "core/h5/h5writer.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

namespace transcope::core {

namespace {

constexpr const char* ArrayVersion = "0.2.0";

H5Id utf8Type()
{
    H5Id type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.get(), H5T_VARIABLE);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

/// The boolean of h5py: an enumeration over one byte.
H5Id flagType()
{
    H5Id type(H5Tenum_create(H5T_STD_I8LE));
    const std::int8_t no = 0, yes = 1;
    H5Tenum_insert(type.get(), "FALSE", &no);
    H5Tenum_insert(type.get(), "TRUE", &yes);
    return type;
}

H5Id spaceOf(const std::vector<hsize_t>& shape)
{
    return H5Id(shape.empty() ? H5Screate(H5S_SCALAR)
                              : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr));
}

/// The file's memory, in large pages where the system has them: it hands out small ones so slowly that
/// filling them takes a fifth of the time of saving. Its room stands before it, and doubles.
constexpr std::size_t LargePage = std::size_t{1} << 21, BeforeImage = 64;

std::byte* imageBlock(void* image)
{
    return static_cast<std::byte*>(image) - BeforeImage;
}

void* takeImage(std::size_t bytes, H5FD_file_image_op_t, void*)
{
    const auto room = std::bit_ceil(std::max(bytes + BeforeImage, LargePage));
    auto* const block = static_cast<std::byte*>(std::aligned_alloc(LargePage, room));
    if (block == nullptr)
        return nullptr;
    ::madvise(block, room, MADV_HUGEPAGE); // a system without them goes on as it is
    std::memcpy(block, &room, sizeof room);
    return block + BeforeImage;
}

herr_t freeImage(void* image, H5FD_file_image_op_t, void*)
{
    if (image != nullptr)
        std::free(imageBlock(image));
    return 0;
}

void* growImage(void* image, std::size_t bytes, H5FD_file_image_op_t operation, void* data)
{
    if (image == nullptr)
        return takeImage(bytes, operation, data);
    std::size_t room = 0;
    std::memcpy(&room, imageBlock(image), sizeof room);
    if (bytes + BeforeImage <= room)
        return image;
    void* const larger = takeImage(bytes, operation, data);
    if (larger == nullptr)
        return nullptr;
    std::memcpy(larger, image, room - BeforeImage);
    freeImage(image, operation, data);
    return larger;
}

std::vector<const char*> pointersTo(const std::vector<std::string>& texts)
{
    std::vector<const char*> pointers;
    for (const auto& text : texts)
        pointers.push_back(text.c_str());
    return pointers;
}

} // namespace

H5Writer::H5Writer(const std::string& name)
{
    constexpr std::size_t growBytes = 4 << 20;
    constexpr bool keepOnDisk = false;
    const H5Id access(H5Pcreate(H5P_FILE_ACCESS));
    H5FD_file_image_callbacks_t memory{};
    memory.image_malloc = takeImage;
    memory.image_realloc = growImage;
    memory.image_free = freeImage;
    m_ok = H5Pset_fapl_core(access.get(), growBytes, keepOnDisk) >= 0 &&
           H5Pset_file_image_callbacks(access.get(), &memory) >= 0;
    m_file = H5Id(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()));
    m_ok = m_ok && m_file.valid();
}

void H5Writer::group(const std::string& path, const std::string& encoding, const std::string& version)
{
    if (path != "/") {
        const H5Id id(H5Gcreate2(m_file.get(), path.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        m_ok = m_ok && id.valid();
    }
    encode(path, encoding, version);
}

void H5Writer::encode(const std::string& object, const std::string& encoding, const std::string& version)
{
    textAttribute(object, "encoding-type", encoding);
    textAttribute(object, "encoding-version", version);
}

void H5Writer::encodeArray(const std::string& dataset)
{
    encode(dataset, "array", ArrayVersion);
}

void H5Writer::textAttribute(const std::string& object, const std::string& name, const std::string& value)
{
    const auto type = utf8Type();
    const auto space = spaceOf({});
    const H5Id id(H5Acreate_by_name(m_file.get(), object.c_str(), name.c_str(), type.get(), space.get(),
                                    H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    const char* text = value.c_str();
    m_ok = m_ok && id.valid() && H5Awrite(id.get(), type.get(), &text) >= 0;
}

void H5Writer::textListAttribute(const std::string& object, const std::string& name,
                                 const std::vector<std::string>& values)
{
    const auto type = utf8Type();
    const auto space = spaceOf({values.size()});
    const H5Id id(H5Acreate_by_name(m_file.get(), object.c_str(), name.c_str(), type.get(), space.get(),
                                    H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    const auto pointers = pointersTo(values);
    m_ok = m_ok && id.valid() && (values.empty() || H5Awrite(id.get(), type.get(), pointers.data()) >= 0);
}

void H5Writer::dataset(const std::string& path, hid_t fileType, hid_t memoryType,
                       const std::vector<hsize_t>& shape, const void* data)
{
    const auto space = spaceOf(shape);
    const bool empty = std::find(shape.begin(), shape.end(), hsize_t{0}) != shape.end();
    const H5Id id(
        H5Dcreate2(m_file.get(), path.c_str(), fileType, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    m_ok = m_ok && id.valid() &&
           (empty || H5Dwrite(id.get(), memoryType, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) >= 0);
}

void H5Writer::integersAttribute(const std::string& object, const std::string& name,
                                 const std::vector<std::int64_t>& values)
{
    const auto space = spaceOf({values.size()});
    const H5Id id(H5Acreate_by_name(m_file.get(), object.c_str(), name.c_str(), H5T_STD_I64LE, space.get(),
                                    H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    m_ok = m_ok && id.valid() && H5Awrite(id.get(), H5T_NATIVE_INT64, values.data()) >= 0;
}

void H5Writer::textScalar(const std::string& path, const std::string& value)
{
    const auto type = utf8Type();
    const char* text = value.c_str();
    dataset(path, type.get(), type.get(), {}, &text);
    encode(path, "string", ArrayVersion);
}

void H5Writer::numberScalar(const std::string& path, double value)
{
    dataset(path, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, {}, &value);
    encode(path, "numeric-scalar", ArrayVersion);
}

void H5Writer::texts(const std::string& path, const std::vector<std::string>& values)
{
    const auto type = utf8Type();
    const auto pointers = pointersTo(values);
    dataset(path, type.get(), type.get(), {values.size()}, pointers.data());
    encode(path, "string-array", ArrayVersion);
}

void H5Writer::integers(const std::string& path, const std::vector<std::int64_t>& values)
{
    dataset(path, H5T_STD_I64LE, H5T_NATIVE_INT64, {values.size()}, values.data());
    encodeArray(path);
}

void H5Writer::floats(const std::string& path, std::span<const float> values)
{
    dataset(path, H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, {values.size()}, values.data());
    encodeArray(path);
}

void H5Writer::flags(const std::string& path, const std::vector<std::uint8_t>& values)
{
    const auto type = flagType();
    dataset(path, type.get(), type.get(), {values.size()}, values.data());
    encodeArray(path);
}

void H5Writer::categorical(const std::string& path, const std::vector<std::string>& categories,
                           const std::vector<int>& codes)
{
    group(path, "categorical", ArrayVersion);
    const auto type = flagType();
    const auto space = spaceOf({});
    const H5Id ordered(H5Acreate_by_name(m_file.get(), path.c_str(), "ordered", type.get(), space.get(),
                                         H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    const std::int8_t no = 0;
    m_ok = m_ok && ordered.valid() && H5Awrite(ordered.get(), type.get(), &no) >= 0;
    texts(path + "/categories", categories);
    dataset(path + "/codes", H5T_STD_I32LE, H5T_NATIVE_INT, {codes.size()}, codes.data());
    encodeArray(path + "/codes");
}

void H5Writer::doubleMatrix(const std::string& path, const std::vector<double>& values, std::size_t columns)
{
    dataset(path, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, {values.size() / columns, columns}, values.data());
    encodeArray(path);
}

std::optional<std::string_view> H5Writer::bytes()
{
    m_ok = m_ok && H5Fflush(m_file.get(), H5F_SCOPE_GLOBAL) >= 0;
    void* handle = nullptr;
    const auto size = m_ok ? H5Fget_file_image(m_file.get(), nullptr, 0) : -1;
    if (size <= 0 || H5Fget_vfd_handle(m_file.get(), H5P_DEFAULT, &handle) < 0 || handle == nullptr)
        return std::nullopt;
    // Files in memory give where they keep the address of their bytes.
    return std::string_view(*static_cast<const char* const*>(handle), static_cast<std::size_t>(size));
}

} // namespace transcope::core
