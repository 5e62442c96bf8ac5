#include "model/weights/pth.h"

#include "core/base/filewait.h"
#include "core/base/try.h"
#include "model/weights/halffloat.h"
#include "model/weights/legacypth.h"
#include "model/weights/pickle.h"
#include "model/weights/ziparchive.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <optional>

namespace transcope::model {

using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

using Kind = PickleObject::Kind;
using Entries = std::map<std::string, std::string_view>;

constexpr const char* PickleEntry = "/data.pkl";
constexpr std::uintmax_t MostBytes = 8ull << 30;
/// Tensors may share their numbers, as a few do in real networks; with tens of thousands of them a small file
/// would fill any memory.
constexpr std::size_t MostTimesStored = 16;

/// Element `index` of a storage as float; nothing for integers.
struct StorageType
{
    const char* name;
    std::size_t bytes;
    float (*read)(const char* at);
};

template <class T> T raw(const char* at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

constexpr StorageType FloatTypes[] = {
    {"torch.FloatStorage", 4, [](const char* at) { return raw<float>(at); }},
    {"torch.DoubleStorage", 8, [](const char* at) { return static_cast<float>(raw<double>(at)); }},
    {"torch.HalfStorage", 2, [](const char* at) { return fromFloat16(raw<std::uint16_t>(at)); }},
    {"torch.BFloat16Storage", 2, [](const char* at) { return fromBFloat16(raw<std::uint16_t>(at)); }},
};

std::optional<std::vector<std::int64_t>> integers(const Pickle& pickle, int tuple)
{
    if (pickle[tuple].kind != Kind::Tuple)
        return std::nullopt;
    std::vector<std::int64_t> values;
    for (const int item : pickle[tuple].items) {
        if (pickle[item].kind != Kind::Integer || pickle[item].integer < 0)
            return std::nullopt;
        values.push_back(pickle[item].integer);
    }
    return values;
}

/// A tensor as the pickle describes it, before its data is fetched.
struct View
{
    const StorageType* type = nullptr; ///< null: integers
    std::string_view data;
    std::size_t offset = 0; ///< elements
    std::vector<std::int64_t> shape, strides;
};

/// Whether every element that the view names lies inside its data, and there are not more of them than there
/// is data.
bool fits(const View& view)
{
    const std::size_t stored = view.data.size() / view.type->bytes;
    if (view.shape.size() != view.strides.size() || view.offset > stored)
        return false;
    std::size_t count = 1;
    std::size_t last = view.offset;
    for (std::size_t i = 0; i < view.shape.size(); ++i) {
        const auto extent = static_cast<std::size_t>(view.shape[i]);
        const auto stride = static_cast<std::size_t>(view.strides[i]);
        if (extent == 0)
            return true;
        if (extent > stored / count || (extent > 1 && stride > stored / (extent - 1)))
            return false;
        count *= extent;
        last += (extent - 1) * stride;
        if (last >= stored)
            return false;
    }
    return last < stored;
}

HostTensor gather(const View& view)
{
    HostTensor tensor{view.shape, std::vector<float>(elementCount(view.shape))};
    std::vector<std::int64_t> index(view.shape.size(), 0);
    std::int64_t element = static_cast<std::int64_t>(view.offset);
    for (float& value : tensor.data) {
        value = view.type->read(view.data.data() + static_cast<std::size_t>(element) * view.type->bytes);
        for (std::size_t dim = view.shape.size(); dim-- > 0;) {
            if (view.shape[dim] == 1) // its stride may be anything
                continue;
            element += view.strides[dim];
            if (++index[dim] < view.shape[dim])
                break;
            element -= view.strides[dim] * view.shape[dim];
            index[dim] = 0;
        }
    }
    return tensor;
}

/// Reads a Tensor object; nothing where it is damaged.
std::optional<View> viewOf(const Pickle& pickle, const PickleObject& tensor, const Entries& entries,
                           const std::string& folder)
{
    // The storage's items: "storage", type, key, device, element count.
    const auto& storage = pickle[tensor.items[0]];
    if (storage.kind != Kind::Storage || storage.items.size() < 5 ||
        pickle[storage.items[1]].kind != Kind::Global || pickle[tensor.items[1]].kind != Kind::Integer ||
        pickle[tensor.items[1]].integer < 0)
        return std::nullopt;
    const auto data = entries.find(folder + "/data/" + pickle[storage.items[2]].text);
    const auto shape = integers(pickle, tensor.items[2]);
    const auto strides = integers(pickle, tensor.items[3]);
    if (data == entries.end() || !shape || !strides)
        return std::nullopt;
    const auto& typeName = pickle[storage.items[1]].text;
    const auto* type = std::find_if(std::begin(FloatTypes), std::end(FloatTypes),
                                    [&](const StorageType& candidate) { return typeName == candidate.name; });
    return View{type == std::end(FloatTypes) ? nullptr : type, data->second,
                static_cast<std::size_t>(pickle[tensor.items[1]].integer), *shape, *strides};
}

/// The dict that holds tensors: the root, or what lies in it under a usual name. −1 if there is none.
int findStateDict(const Pickle& pickle)
{
    const auto holdsTensors = [&](int index) {
        const auto& items = pickle[index].items;
        for (std::size_t i = 1; pickle[index].kind == Kind::Dict && i < items.size(); i += 2)
            if (pickle[items[i]].kind == Kind::Tensor)
                return true;
        return false;
    };
    if (pickle[pickle.root].kind != Kind::Dict || holdsTensors(pickle.root))
        return holdsTensors(pickle.root) ? pickle.root : -1;
    const auto& items = pickle[pickle.root].items;
    for (const char* key : {"state_dict", "model_state_dict", "model", "net", "teacher"})
        for (std::size_t i = 0; i + 1 < items.size(); i += 2)
            if (pickle[items[i]].text == key && holdsTensors(items[i + 1]))
                return items[i + 1];
    return -1;
}

std::string withoutModule(const std::string& name)
{
    constexpr std::string_view Prefix = "module.";
    return name.starts_with(Prefix) ? name.substr(Prefix.size()) : name;
}

/// A prefix that wrappers put before every name ("module." of DataParallel, "_orig_mod." of torch.compile,
/// "model." and "net." of trainers) goes where all tensors have it.
void dropCommonPrefixes(PthContent& content)
{
    TensorMap& tensors = content.tensors;
    for (bool found = true; found;) {
        found = false;
        for (const std::string prefix : {"module.", "_orig_mod.", "model.", "net."}) {
            if (tensors.empty() || !std::ranges::all_of(tensors, [&](const auto& tensor) {
                    return tensor.first.starts_with(prefix);
                }))
                continue;
            TensorMap renamed;
            for (auto& [name, tensor] : tensors)
                renamed[name.substr(prefix.size())] = std::move(tensor);
            tensors = std::move(renamed);
            for (std::string& name : content.ignored)
                if (name.starts_with(prefix))
                    name.erase(0, prefix.size());
            found = true;
        }
    }
}

Result<PthContent> contentOf(const Pickle& pickle, const Entries& entries, const std::string& folder,
                             const std::string& name)
{
    const int dict = findStateDict(pickle);
    if (dict < 0)
        return fail(ErrorCode::BadInput, name + " holds no state dict",
                    "Save the weights with torch.save(model.state_dict(), ...)");
    std::size_t allowedBytes = 0;
    for (const auto& [entry, data] : entries)
        allowedBytes += MostTimesStored * data.size();
    PthContent content;
    const auto& items = pickle[dict].items;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        const std::string tensor = withoutModule(pickle[items[i]].text);
        const auto& object = pickle[items[i + 1]];
        if (object.kind != Kind::Tensor) {
            content.ignored.push_back(tensor);
            continue;
        }
        const auto view = viewOf(pickle, object, entries, folder);
        if (view && !view->type) {
            content.ignored.push_back(tensor);
            continue;
        }
        if (!view || !fits(*view))
            return fail(ErrorCode::BadInput, name + ": tensor " + tensor + " is damaged",
                        "The file is damaged: fetch it again");
        const std::size_t bytes = elementCount(view->shape) * sizeof(float);
        if (bytes > allowedBytes)
            return fail(ErrorCode::BadInput, name + ": its tensors are far larger than what it stores",
                        "The file is damaged: fetch it again");
        allowedBytes -= bytes;
        content.tensors[tensor] = gather(*view);
    }
    dropCommonPrefixes(content);
    return content;
}

} // namespace

Result<PthContent> readPth(const std::filesystem::path& path)
{
    const std::string name = path.string();
    const core::FileWait wait(path);
    std::error_code problem;
    if (!std::filesystem::is_regular_file(path, problem))
        return fail(ErrorCode::NotFound, name + " is not there", "Check the path");
    if (std::filesystem::file_size(path, problem) > MostBytes)
        return fail(ErrorCode::Unsupported, name + " is larger than 8 GB",
                    "No weights that Transcope knows are");
    std::ifstream stream(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream)
        return fail(ErrorCode::BadInput, name + " cannot be read", "Check its permissions");
    if (looksLikeLegacyPth(bytes)) {
        TRY(const auto legacy, readLegacyPth(bytes, name));
        Entries storages;
        for (const auto& [key, data] : legacy.storages)
            storages["/data/" + key] = data;
        return contentOf(legacy.pickle, storages, {}, name);
    }
    TRY(const auto archive, ZipArchive::fromBytes(std::move(bytes), name));
    const Entries entries = archive.entries();
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [](const auto& entry) { return entry.first.ends_with(PickleEntry); });
    if (found == entries.end())
        return fail(ErrorCode::BadInput,
                    name + " is a zip archive, but not one of PyTorch's: it lacks data.pkl",
                    "Name a file that torch.save wrote");
    const std::string folder = found->first.substr(0, found->first.size() - std::strlen(PickleEntry));
    const auto order = entries.find(folder + "/byteorder");
    if (order != entries.end() && order->second.starts_with("big"))
        return fail(ErrorCode::Unsupported, name + " was written on a big-endian machine",
                    "Save it on another");
    TRY(const auto pickle, readPickle(found->second, name));
    return contentOf(pickle, entries, folder, name);
}

} // namespace transcope::model
