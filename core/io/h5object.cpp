#include "core/io/h5object.h"

#include "core/base/guarded.h"
#include "core/base/try.h"
#include "core/io/h5filters.h"

#include <algorithm>

namespace transcope::core {

namespace {

std::mutex& h5Mutex()
{
    static std::mutex mutex;
    return mutex;
}

/// A damaged file can claim any size; nothing that fits a section is larger.
constexpr hssize_t LargestDataset = hssize_t{1} << 29;

/// In an attribute, which HDF5 keeps below 64 KiB.
constexpr hssize_t MostTexts = 1 << 16;

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

bool isBoolean(hid_t type)
{
    return H5Tget_class(type) == H5T_ENUM;
}

bool isNumeric(hid_t type)
{
    const auto kind = H5Tget_class(type);
    return kind == H5T_INTEGER || kind == H5T_FLOAT || isBoolean(type);
}

H5Lock::H5Lock() : m_guard(h5Mutex())
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    registerLzf();
}

Result<H5Id> openH5(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        return fail(ErrorCode::NotFound, path.string() + ": no such file", "Check the path");
    if (H5Fis_hdf5(path.c_str()) <= 0)
        return fail(ErrorCode::BadInput, path.string() + ": is not an HDF5 file",
                    "Copy or download the file again");
    H5Id file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
    if (!file.valid())
        return fail(ErrorCode::BadInput, path.string() + ": the HDF5 file is damaged or cut short",
                    "Copy or download the file again");
    return file;
}

tl::unexpected<Error> H5Reader::bad(const std::string& object, const std::string& what) const
{
    return fail(ErrorCode::BadInput, m_path.string() + ": " + object + " " + what, "Export the file again");
}

bool H5Reader::has(const std::string& object) const
{
    // Every step of the path must exist before the next may be asked for.
    for (std::size_t slash = object.find('/'); slash != std::string::npos;
         slash = object.find('/', slash + 1)) {
        if (H5Lexists(m_file, object.substr(0, slash).c_str(), H5P_DEFAULT) <= 0)
            return false;
    }
    return H5Lexists(m_file, object.c_str(), H5P_DEFAULT) > 0 &&
           H5Oexists_by_name(m_file, object.c_str(), H5P_DEFAULT) > 0;
}

bool H5Reader::isGroup(const std::string& object) const
{
    if (!has(object))
        return false;
    const H5Id id(H5Oopen(m_file, object.c_str(), H5P_DEFAULT));
    return id.valid() && H5Iget_type(id.get()) == H5I_GROUP;
}

bool H5Reader::isText(const std::string& dataset) const
{
    if (!has(dataset) || isGroup(dataset))
        return false;
    const H5Id id(H5Dopen2(m_file, dataset.c_str(), H5P_DEFAULT));
    const H5Id type(H5Dget_type(id.get()));
    return H5Tget_class(type.get()) == H5T_STRING;
}

bool H5Reader::isNull(const std::string& object) const
{
    if (!has(object) || isGroup(object))
        return false;
    const H5Id id(H5Dopen2(m_file, object.c_str(), H5P_DEFAULT));
    const H5Id space(H5Dget_space(id.get()));
    return H5Sget_simple_extent_type(space.get()) == H5S_NULL ||
           textAttribute(object, "encoding-type").value_or("") == "null";
}

std::vector<std::string> H5Reader::children(const std::string& group) const
{
    std::vector<std::string> names;
    if (group != "/" && !isGroup(group))
        return names;
    const auto add = [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
        return guardedCall([&] { static_cast<std::vector<std::string>*>(list)->emplace_back(name); }) ? 0
                                                                                                      : -1;
    };
    const H5Id id(H5Gopen2(m_file, group.c_str(), H5P_DEFAULT));
    H5Literate(id.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names);
    return names;
}

Result<std::vector<std::uint64_t>> H5Reader::shape(const std::string& dataset) const
{
    if (!has(dataset) || isGroup(dataset))
        return bad(dataset, "is missing");
    const H5Id id(H5Dopen2(m_file, dataset.c_str(), H5P_DEFAULT));
    const H5Id space(H5Dget_space(id.get()));
    const int rank = H5Sget_simple_extent_ndims(space.get());
    if (!id.valid() || rank < 0)
        return bad(dataset, "cannot be read");
    std::vector<hsize_t> sizes(static_cast<std::size_t>(rank));
    H5Sget_simple_extent_dims(space.get(), sizes.data(), nullptr);
    return std::vector<std::uint64_t>(sizes.begin(), sizes.end());
}

Result<H5Reader::Dataset> H5Reader::open(const std::string& dataset) const
{
    if (!has(dataset) || isGroup(dataset))
        return bad(dataset, "is missing");
    Dataset opened{H5Id(H5Dopen2(m_file, dataset.c_str(), H5P_DEFAULT)), H5Id(), H5Id(), 0};
    opened.type = H5Id(H5Dget_type(opened.id.get()));
    opened.space = H5Id(H5Dget_space(opened.id.get()));
    const auto count = H5Sget_simple_extent_npoints(opened.space.get());
    if (!opened.id.valid() || count < 0 || count > LargestDataset)
        return bad(dataset, "cannot be read");
    opened.count = static_cast<std::size_t>(count);
    return opened;
}

template <class T>
Result<std::vector<T>> H5Reader::numbers(const std::string& dataset, hid_t memoryType) const
{
    TRY(const auto opened, open(dataset));
    const auto& [id, type, space, count] = opened;
    if (!isNumeric(type.get()))
        return bad(dataset, "does not hold numbers");
    std::vector<T> values(count);
    if (isBoolean(type.get())) { // FALSE and TRUE over one byte
        std::vector<std::int8_t> flags(values.size());
        const H5Id memory(H5Tget_size(type.get()) == 1 ? H5Tcopy(type.get()) : H5I_INVALID_HID);
        if (!memory.valid() ||
            H5Dread(id.get(), memory.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, flags.data()) < 0)
            return cannotRead(id.get(), m_path.string() + ": " + dataset);
        std::copy(flags.begin(), flags.end(), values.begin());
        return values;
    }
    if (!values.empty() && H5Dread(id.get(), memoryType, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
        return cannotRead(id.get(), m_path.string() + ": " + dataset);
    return values;
}

Result<std::vector<double>> H5Reader::doubles(const std::string& dataset) const
{
    return numbers<double>(dataset, H5T_NATIVE_DOUBLE);
}

Result<std::vector<float>> H5Reader::floats(const std::string& dataset) const
{
    return numbers<float>(dataset, H5T_NATIVE_FLOAT);
}

Result<std::vector<std::int64_t>> H5Reader::integers(const std::string& dataset) const
{
    return numbers<std::int64_t>(dataset, H5T_NATIVE_INT64);
}

Result<std::vector<std::string>> H5Reader::strings(const std::string& dataset) const
{
    TRY(const auto opened, open(dataset));
    const auto& [id, type, space, count] = opened;
    if (H5Tget_class(type.get()) != H5T_STRING)
        return bad(dataset, "does not hold text");
    const hid_t source = opened.id.get(); // clang 14 cannot capture a structured binding
    auto result = readStrings(type.get(), space.get(), count, [&](hid_t memory, void* buffer) {
        return H5Dread(source, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer);
    });
    if (!result)
        return cannotRead(source, m_path.string() + ": " + dataset);
    return *result;
}

std::optional<std::string> H5Reader::textAttribute(const std::string& object, const std::string& name) const
{
    auto texts = textsAttribute(object, name);
    return texts.size() == 1 ? std::optional(std::move(texts.front())) : std::nullopt;
}

std::vector<std::string> H5Reader::textsAttribute(const std::string& object, const std::string& name) const
{
    if (H5Aexists_by_name(m_file, object.c_str(), name.c_str(), H5P_DEFAULT) <= 0)
        return {};
    const H5Id id(H5Aopen_by_name(m_file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT));
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

std::vector<std::int64_t> H5Reader::integerAttribute(const std::string& object, const std::string& name) const
{
    if (H5Aexists_by_name(m_file, object.c_str(), name.c_str(), H5P_DEFAULT) <= 0)
        return {};
    const H5Id id(H5Aopen_by_name(m_file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT));
    const H5Id type(H5Aget_type(id.get()));
    const H5Id space(H5Aget_space(id.get()));
    const auto count = H5Sget_simple_extent_npoints(space.get());
    if (!isNumeric(type.get()) || count < 1)
        return {};
    std::vector<std::int64_t> values(static_cast<std::size_t>(count));
    return H5Aread(id.get(), H5T_NATIVE_INT64, values.data()) < 0 ? std::vector<std::int64_t>{} : values;
}

} // namespace transcope::core
