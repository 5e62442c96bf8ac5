#include "core/h5/h5filters.h"

#include "core/base/guarded.h"
#include "core/h5/h5object.h"

#include <hdf5.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace transcope::core {

namespace {

constexpr H5Z_filter_t LzfFilter = 32000;
/// A damaged chunk can claim any size.
constexpr std::size_t LargestChunk = std::size_t{1} << 30;

using Bytes = std::span<const std::uint8_t>;

/// A stream of LZF: a byte below 32 says how many literal bytes follow, less one; any other is a copy of what
/// came before: three bits of length (7: a byte more), five and eight bits of distance. Nothing where it is
/// cut short or gives more than `size` bytes.
std::optional<std::vector<std::uint8_t>> unpacked(Bytes packed, std::size_t size)
{
    std::vector<std::uint8_t> out;
    for (std::size_t at = 0; at < packed.size();) {
        const std::size_t control = packed[at++];
        if (control < 32) {
            const std::size_t count = control + 1;
            if (count > packed.size() - at || count > size - out.size())
                return std::nullopt;
            out.insert(out.end(), packed.begin() + static_cast<std::ptrdiff_t>(at),
                       packed.begin() + static_cast<std::ptrdiff_t>(at + count));
            at += count;
            continue;
        }
        std::size_t length = control >> 5;
        const std::size_t more = length == 7 ? 2 : 1;
        if (packed.size() - at < more)
            return std::nullopt;
        if (length == 7)
            length += packed[at++];
        const std::size_t distance = ((control & 31) << 8 | packed[at++]) + 1;
        length += 2;
        if (distance > out.size() || length > size - out.size())
            return std::nullopt;
        for (std::size_t i = 0; i < length; ++i) // may overlap itself
            out.push_back(out[out.size() - distance]);
    }
    return out;
}

/// HDF5 hands over a buffer that it allocated, and takes another for it; 0 is failure.
std::size_t read(unsigned flags, std::size_t valueCount, const unsigned values[], std::size_t bytes,
                 std::size_t* bufferSize, void** buffer)
{
    if ((flags & H5Z_FLAG_REVERSE) == 0)
        return 0;
    // The third value is the chunk's size; not every h5py writes it.
    const std::size_t size = valueCount >= 3 && values[2] > 0 ? values[2] : LargestChunk;
    const auto result = guardedCall([&]() -> std::size_t {
        const auto chunk =
            unpacked(Bytes(static_cast<const std::uint8_t*>(*buffer), bytes), std::min(size, LargestChunk));
        void* fresh = chunk ? H5allocate_memory(chunk->size(), false) : nullptr;
        if (fresh == nullptr || chunk->empty())
            return 0;
        std::memcpy(fresh, chunk->data(), chunk->size());
        H5free_memory(*buffer);
        *buffer = fresh;
        *bufferSize = chunk->size();
        return chunk->size();
    });
    return result.value_or(0);
}

/// Names of filters that others write with, beside HDF5's own.
std::string filterName(H5Z_filter_t filter, const std::string& inFile)
{
    static const std::map<H5Z_filter_t, const char*> names = {
        {307, "bzip2"}, {32000, "lzf"},  {32001, "blosc"}, {32004, "lz4"},   {32008, "bitshuffle"},
        {32013, "zfp"}, {32015, "zstd"}, {32017, "sz"},    {32026, "blosc2"}};
    const auto known = names.find(filter);
    const auto number = " (HDF5 filter " + std::to_string(filter) + ")";
    return (known != names.end() ? known->second : inFile.empty() ? "an unknown filter" : inFile) + number;
}

/// The first filter of a dataset that is not here; empty where all are.
std::string missingFilter(hid_t dataset)
{
    const H5Id plist(H5Dget_create_plist(dataset));
    const int count = H5Pget_nfilters(plist.get());
    for (int i = 0; i < count; ++i) {
        unsigned flags = 0, config = 0;
        std::size_t values = 0;
        char name[64] = {};
        const auto filter = H5Pget_filter2(plist.get(), static_cast<unsigned>(i), &flags, &values, nullptr,
                                           sizeof name - 1, name, &config);
        if (filter >= 0 && H5Zfilter_avail(filter) <= 0)
            return filterName(filter, name);
    }
    return {};
}

} // namespace

void registerLzf()
{
    static const bool registered = [] {
        if (H5Zfilter_avail(LzfFilter) > 0) // a plug-in
            return true;
        const H5Z_class2_t filter = {H5Z_CLASS_T_VERS, LzfFilter, 0, 1, "lzf", nullptr, nullptr, &read};
        return H5Zregister(&filter) >= 0;
    }();
    (void)registered; // else the file says which filter lacks
}

tl::unexpected<Error> cannotRead(hid_t dataset, const std::string& name)
{
    const auto filter = missingFilter(dataset);
    if (filter.empty())
        return fail(ErrorCode::BadInput, name + " cannot be read: the file is damaged or cut short",
                    "Copy or export the file again");
    return fail(ErrorCode::Unsupported, name + " is packed with " + filter + ", which cannot be read here",
                "Write it again with gzip: adata.write_h5ad(path, compression='gzip')");
}

} // namespace transcope::core
