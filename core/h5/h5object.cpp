#include "core/h5/h5object.h"

#include "core/base/guarded.h"
#include "core/base/try.h"
#include "core/h5/h5filters.h"

#include <algorithm>

namespace transcope::core {

namespace {

std::mutex& h5Mutex()
{
    static std::mutex mutex;
    return mutex;
}

/// A damaged file can claim any size; no section has more names.
constexpr hssize_t LargestText = hssize_t{1} << 27;
/// In an attribute, which HDF5 keeps below 64 KiB.
constexpr hssize_t MostTexts = 1 << 16;

bool isBoolean(hid_t type)
{
    return H5Tget_class(type) == H5T_ENUM;
}

bool isNumeric(hid_t type)
{
    const auto kind = H5Tget_class(type);
    return kind == H5T_INTEGER || kind == H5T_FLOAT || isBoolean(type);
}

hid_t memoryType(NumberType type)
{
    switch (type) {
    case NumberType::Int32:
        return H5T_NATIVE_INT32;
    case NumberType::Int64:
        return H5T_NATIVE_INT64;
    case NumberType::Float:
        return H5T_NATIVE_FLOAT;
    default:
        return H5T_NATIVE_DOUBLE;
    }
}

H5Id stringType(bool variable, std::size_t size, hid_t like)
{
    H5Id type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.get(), variable ? H5T_VARIABLE : size + 1);
    H5Tset_cset(type.get(), H5Tget_cset(like));
    return type;
}

/// Reads strings by `read(type, buffer)`; used for datasets and attributes alike.
template <class Read>
std::optional<std::vector<std::string>> readStrings(hid_t fileType, hid_t space, std::size_t count,
                                                    const Read& read)
{
    std::vector<std::string> result;
    result.reserve(count);
    if (H5Tis_variable_str(fileType) > 0) {
        const auto type = stringType(true, 0, fileType);
        std::vector<char*> pointers(count, nullptr);
        if (read(type.get(), pointers.data()) < 0)
            return std::nullopt;
        for (const char* text : pointers)
            result.emplace_back(text != nullptr ? text : "");
        H5Dvlen_reclaim(type.get(), space, H5P_DEFAULT, pointers.data());
        return result;
    }
    const std::size_t size = H5Tget_size(fileType);
    const auto type = stringType(false, size, fileType);
    std::vector<char> bytes(count * (size + 1));
    if (count > 0 && read(type.get(), bytes.data()) < 0)
        return std::nullopt;
    for (std::size_t i = 0; i < count; ++i)
        result.emplace_back(bytes.data() + i * (size + 1));
    return result;
}

} // namespace

H5Lock::H5Lock() : m_guard(h5Mutex())
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    registerLzf();
}

Result<H5File> H5File::open(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + ": no such file", "Check the path");
    if (H5Fis_hdf5(path.c_str()) <= 0)
        return fail(ErrorCode::BadInput, path.string() + ": is not an HDF5 file",
                    "Copy or download the file again");
    H5File file;
    file.m_file = H5Id(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
    file.m_path = path;
    if (!file.m_file.valid())
        return fail(ErrorCode::BadInput, path.string() + ": the HDF5 file is damaged or cut short",
                    "Copy or download the file again");
    return file;
}

tl::unexpected<Error> H5File::bad(const std::string& object, const std::string& what) const
{
    return fail(ErrorCode::BadInput, m_path.string() + ": " + object + " " + what, "Export the file again");
}

bool H5File::has(const std::string& object) const
{
    // Every step of the path must exist before the next may be asked for.
    for (std::size_t slash = object.find('/'); slash != std::string::npos;
         slash = object.find('/', slash + 1)) {
        if (H5Lexists(m_file.get(), object.substr(0, slash).c_str(), H5P_DEFAULT) <= 0)
            return false;
    }
    return H5Lexists(m_file.get(), object.c_str(), H5P_DEFAULT) > 0 &&
           H5Oexists_by_name(m_file.get(), object.c_str(), H5P_DEFAULT) > 0;
}

bool H5File::isGroup(const std::string& object) const
{
    if (!has(object))
        return false;
    const H5Id id(H5Oopen(m_file.get(), object.c_str(), H5P_DEFAULT));
    return id.valid() && H5Iget_type(id.get()) == H5I_GROUP;
}

std::vector<std::string> H5File::children(const std::string& group) const
{
    std::vector<std::string> names;
    if (group != "/" && !isGroup(group))
        return names;
    const auto add = [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
        return guardedCall([&] { static_cast<std::vector<std::string>*>(list)->emplace_back(name); }) ? 0
                                                                                                      : -1;
    };
    const H5Id id(H5Gopen2(m_file.get(), group.c_str(), H5P_DEFAULT));
    H5Literate(id.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names);
    return names;
}

Result<H5Dataset> H5File::dataset(const std::string& name) const
{
    if (!has(name) || isGroup(name))
        return bad(name, "is missing");
    H5Dataset opened;
    opened.m_id = H5Id(H5Dopen2(m_file.get(), name.c_str(), H5P_DEFAULT));
    opened.m_type = H5Id(H5Dget_type(opened.m_id.get()));
    opened.m_space = H5Id(H5Dget_space(opened.m_id.get()));
    opened.m_name = m_path.string() + ": " + name;
    const int rank = H5Sget_simple_extent_ndims(opened.m_space.get());
    if (!opened.m_id.valid() || !opened.m_type.valid() || rank < 0)
        return bad(name, "cannot be read");
    std::vector<hsize_t> sizes(static_cast<std::size_t>(rank));
    H5Sget_simple_extent_dims(opened.m_space.get(), sizes.data(), nullptr);
    opened.m_shape.assign(sizes.begin(), sizes.end());
    return opened;
}

Result<std::vector<std::string>> H5File::strings(const std::string& name) const
{
    TRY(const auto opened, dataset(name));
    const auto count = H5Sget_simple_extent_npoints(opened.m_space.get());
    if (H5Tget_class(opened.m_type.get()) != H5T_STRING)
        return bad(name, "does not hold text");
    if (count < 0 || count > LargestText)
        return bad(name, "cannot be read");
    auto result =
        readStrings(opened.m_type.get(), opened.m_space.get(), static_cast<std::size_t>(count),
                    [&](hid_t memory, void* buffer) {
                        return H5Dread(opened.m_id.get(), memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer);
                    });
    if (!result)
        return cannotRead(opened.m_id.get(), m_path.string() + ": " + name);
    return *result;
}

ArrayInfo H5Dataset::info() const
{
    const auto type = m_type.get();
    const auto content = isBoolean(type)                    ? ArrayContent::Flags
                         : isNumeric(type)                  ? ArrayContent::Numbers
                         : H5Tget_class(type) == H5T_STRING ? ArrayContent::Texts
                                                            : ArrayContent::Other;
    return {content, m_shape, rowsAtOnce()};
}

std::uint64_t H5Dataset::rowsAtOnce() const
{
    const H5Id plist(H5Dget_create_plist(m_id.get()));
    std::vector<hsize_t> chunk(m_shape.size());
    const bool chunked = H5Pget_layout(plist.get()) == H5D_CHUNKED &&
                         H5Pget_chunk(plist.get(), static_cast<int>(chunk.size()), chunk.data()) >= 0;
    return rowsAtOnceOf(m_shape, chunked ? chunk.front() : 0);
}

bool H5Dataset::readAs(std::uint64_t first, std::uint64_t count, hid_t memoryType, void* out) const
{
    if (m_shape.empty())
        return H5Dread(m_id.get(), memoryType, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) >= 0;
    std::vector<hsize_t> start(m_shape.size(), 0), size(m_shape.begin(), m_shape.end());
    start.front() = first;
    size.front() = count;
    const hsize_t elements = count * rowSizeOf(m_shape);
    const H5Id memory(H5Screate_simple(1, &elements, nullptr));
    return elements == 0 ||
           (H5Sselect_hyperslab(m_space.get(), H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr) >=
                0 &&
            H5Dread(m_id.get(), memoryType, memory.get(), m_space.get(), H5P_DEFAULT, out) >= 0);
}

/// FALSE and TRUE, over one byte.
Result<void> H5Dataset::readFlags(std::uint64_t first, std::uint64_t count, NumberType type, void* out) const
{
    std::vector<std::int8_t> flags(count * rowSizeOf(m_shape));
    const H5Id memory(H5Tget_size(m_type.get()) == 1 ? H5Tcopy(m_type.get()) : H5I_INVALID_HID);
    if (!memory.valid() || !readAs(first, count, memory.get(), flags.data()))
        return cannotRead(m_id.get(), m_name);
    withNumberType(type, [&]<class T>(T*) { std::copy(flags.begin(), flags.end(), static_cast<T*>(out)); });
    return {};
}

Result<void> H5Dataset::read(std::uint64_t first, std::uint64_t count, NumberType type, void* out) const
{
    if (!isNumeric(m_type.get()))
        return fail(ErrorCode::BadInput, m_name + " does not hold numbers", "Export the file again");
    if (isBoolean(m_type.get()))
        return readFlags(first, count, type, out);
    if (readAs(first, count, memoryType(type), out))
        return {};
    return cannotRead(m_id.get(), m_name);
}

bool H5File::isNull(const std::string& object) const
{
    if (!has(object) || isGroup(object))
        return false;
    const H5Id id(H5Dopen2(m_file.get(), object.c_str(), H5P_DEFAULT));
    const H5Id space(H5Dget_space(id.get()));
    return H5Sget_simple_extent_type(space.get()) == H5S_NULL ||
           textsAttribute(object, "encoding-type") == std::vector<std::string>{"null"};
}

std::vector<std::string> H5File::textsAttribute(const std::string& object, const std::string& name) const
{
    if (H5Aexists_by_name(m_file.get(), object.c_str(), name.c_str(), H5P_DEFAULT) <= 0)
        return {};
    const H5Id id(H5Aopen_by_name(m_file.get(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT));
    const H5Id type(H5Aget_type(id.get()));
    const H5Id space(H5Aget_space(id.get()));
    const auto count = H5Sget_simple_extent_npoints(space.get());
    if (H5Tget_class(type.get()) != H5T_STRING || count < 1 || count > MostTexts)
        return {};
    const auto texts =
        readStrings(type.get(), space.get(), static_cast<std::size_t>(count),
                    [&](hid_t memory, void* buffer) { return H5Aread(id.get(), memory, buffer); });
    return texts.value_or(std::vector<std::string>());
}

std::vector<std::int64_t> H5File::integerAttribute(const std::string& object, const std::string& name) const
{
    if (H5Aexists_by_name(m_file.get(), object.c_str(), name.c_str(), H5P_DEFAULT) <= 0)
        return {};
    const H5Id id(H5Aopen_by_name(m_file.get(), object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT));
    const H5Id type(H5Aget_type(id.get()));
    const H5Id space(H5Aget_space(id.get()));
    const auto count = H5Sget_simple_extent_npoints(space.get());
    if (!isNumeric(type.get()) || count < 1)
        return {};
    std::vector<std::int64_t> values(static_cast<std::size_t>(count));
    return H5Aread(id.get(), H5T_NATIVE_INT64, values.data()) < 0 ? std::vector<std::int64_t>{} : values;
}

} // namespace transcope::core
