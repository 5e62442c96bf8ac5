#include "core/base/arrayinfo.h"
#include "core/h5/h5object.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

namespace {

constexpr int DeepestGroup = 4, MostObjects = 64;
constexpr std::uint64_t MostElements = 1 << 16;

void readDataset(const core::H5File& file, const std::string& name)
{
    (void)file.strings(name);
    const auto dataset = file.dataset(name);
    if (!dataset)
        return;
    const auto info = dataset->info();
    const auto rowSize = core::rowSizeOf(info.shape);
    const auto rows = std::min<std::uint64_t>(info.shape.empty() ? 1 : info.shape.front(), 16);
    if (rows == 0 || rowSize == 0 || rowSize > MostElements)
        return;
    std::vector<double> values(rows * rowSize);
    (void)dataset->read(0, rows, core::NumberType::Double, values.data());
}

void walk(const core::H5File& file, const std::string& group, int depth, int& objects)
{
    for (const auto& child : file.children(group)) {
        if (++objects > MostObjects)
            return;
        const std::string object = group == "/" ? child : group + "/" + child;
        (void)file.isNull(object);
        (void)file.textsAttribute(object, "encoding-type");
        (void)file.integerAttribute(object, "shape");
        if (!file.isGroup(object))
            readDataset(file, object);
        else if (depth < DeepestGroup)
            walk(file, object, depth + 1, objects);
    }
}

} // namespace

/// input: an HDF5 file, read by the code of transcope-reader with the library in this process, where it may
/// fail as it will: only faults whose stack has a function of Transcope above the library's are ours.
void fuzz::run(std::string_view input)
{
    static const InputFile name("file.h5");
    const core::H5Lock lock;
    name.write(input);
    const auto file = core::H5File::open(name.path());
    int objects = 0;
    if (file)
        walk(*file, "/", 0, objects);
}
