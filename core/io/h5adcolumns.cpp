#include "core/io/h5adcolumns.h"

#include "core/base/try.h"
#include "core/io/tablereader.h"

#include <algorithm>
#include <cmath>

namespace transcope::core {

namespace {

constexpr const char* Categories07 = "__categories";
/// Bins of 2 µm of Visium HD are 11 million; a small damaged file can claim any number.
constexpr std::size_t MostRows = std::size_t{1} << 24;
/// Where numbers or categories stand for names: such rows take no room in a file.
constexpr std::size_t MostNumberedRows = std::size_t{1} << 20;

std::string numberText(double value)
{
    if (std::isnan(value))
        return {};
    if (value == std::round(value) && std::abs(value) < 1e15)
        return std::to_string(static_cast<long long>(value));
    return std::to_string(value);
}

/// Numbers or texts of a plain dataset.
Result<FrameColumn> plainColumn(const DataTree& tree, const std::string& path)
{
    FrameColumn column;
    if (tree.isText(path)) {
        TRY(column.texts, tree.strings(path));
    } else {
        TRY(column.numbers, tree.doubles(path));
    }
    return column;
}

/// A plain dataset, or one with a mask of what is unknown.
Result<FrameColumn> values(const DataTree& tree, const std::string& path)
{
    if (!tree.isGroup(path))
        return plainColumn(tree, path);
    TRY(auto column, plainColumn(tree, path + "/values"));
    if (!tree.has(path + "/mask"))
        return column;
    TRY(const auto mask, tree.integers(path + "/mask"));
    if (mask.size() != column.size())
        return tree.bad(path, "does not have a mask for each value");
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] == 0)
            continue;
        if (column.texts.empty())
            column.numbers[i] = NAN;
        else
            column.texts[i].clear();
    }
    return column;
}

/// first: the code of the first category; below it is unknown.
Result<FrameColumn> categorical(const DataTree& tree, const std::string& categories, const std::string& codes,
                                int first)
{
    TRY(const auto names, values(tree, categories));
    TRY(const auto numbers, tree.integers(codes));
    FrameColumn column;
    for (std::size_t i = 0; i < names.size(); ++i)
        column.categories.push_back(names.text(i));
    const auto count = static_cast<std::int64_t>(column.categories.size());
    for (const auto number : numbers) {
        if (number - first >= count)
            return tree.bad(codes, "is damaged: a code lies outside the categories");
        column.codes.push_back(static_cast<int>(std::max<std::int64_t>(number - first, -1)));
    }
    return column;
}

Result<FrameColumn> anyColumn(const DataTree& tree, const std::string& frame, const std::string& name)
{
    const auto path = frame + "/" + name;
    const auto beside = frame + "/" + Categories07 + "/" + name;
    if (tree.has(path + "/categories") && tree.has(path + "/codes"))
        return categorical(tree, path + "/categories", path + "/codes", 0);
    if (tree.has(path + "/levels") && tree.has(path + "/values"))
        return categorical(tree, path + "/levels", path + "/values", 1);
    if (tree.has(beside) && !tree.isGroup(path))
        return categorical(tree, beside, path, 0);
    if (!tree.isGroup(path) || tree.has(path + "/values"))
        return values(tree, path);
    return fail(ErrorCode::Unsupported,
                tree.path().string() + ": " + path + " is stored as \"" +
                    tree.textAttribute(path, "encoding-type").value_or("a group") + "\", which is not known",
                "Save it as a plain column of numbers, texts or categories");
}

/// How many rows a frame's index claims to have; 0 where that cannot be told before it is read.
std::uint64_t claimedRows(const DataTree& tree, const std::string& index)
{
    const bool isCategorical = tree.has(index + "/codes");
    const auto shape = tree.shape(isCategorical ? index + "/codes" : index);
    return shape && !shape->empty() ? shape->front() : 0;
}

std::string indexName(const DataTree& tree, const std::string& frame)
{
    return tree.textAttribute(frame, "_index").value_or("_index");
}

} // namespace

std::string FrameColumn::text(std::size_t row) const
{
    if (!codes.empty())
        return codes[row] < 0 ? std::string() : categories[static_cast<std::size_t>(codes[row])];
    return texts.empty() ? numberText(numbers[row]) : texts[row];
}

double FrameColumn::number(std::size_t row) const
{
    return numbers.empty() ? numberIn(text(row)).value_or(NAN) : numbers[row];
}

Result<FrameColumn> frameColumn(const DataTree& tree, const std::string& frame, const std::string& name,
                                std::size_t rows)
{
    TRY(auto column, anyColumn(tree, frame, name));
    if (column.size() != rows)
        return tree.bad(frame + "/" + name, "has " + std::to_string(column.size()) + " values for " +
                                                std::to_string(rows) + " rows");
    return column;
}

std::vector<std::string> frameColumnNames(const DataTree& tree, const std::string& frame)
{
    auto names = tree.children(frame);
    std::erase(names, indexName(tree, frame));
    std::erase(names, Categories07);
    return names;
}

Result<std::vector<std::string>> frameIndex(const DataTree& tree, const std::string& frame)
{
    if (tree.has(frame) && !tree.isGroup(frame))
        return fail(ErrorCode::Unsupported, tree.path().string() + ": " + frame + " is of anndata before 0.7",
                    "Open it in a newer anndata and save it again");
    const auto name = indexName(tree, frame), index = frame + "/" + name;
    const auto claimed = claimedRows(tree, index);
    if (claimed > (tree.isText(index) ? MostRows : MostNumberedRows))
        return tree.bad(frame, "has " + std::to_string(claimed) + " rows, which no section has");
    TRY(auto column, anyColumn(tree, frame, name));
    if (column.size() > MostRows)
        return tree.bad(frame, "has " + std::to_string(column.size()) + " rows, which no section has");
    if (!column.texts.empty())
        return std::move(column.texts);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < column.size(); ++i)
        names.push_back(column.text(i));
    return names;
}

} // namespace transcope::core
