#include "app/cli/cohort.h"

#include "app/cli/slurmscript.h"
#include "core/base/atomicfile.h"
#include "core/base/try.h"
#include "core/io/tablereader.h"

#include <algorithm>
#include <fstream>
#include <set>

namespace transcope::app {

namespace fs = std::filesystem;
using core::ErrorCode;
using core::fail;
using core::Result;
using nlohmann::json;

namespace {

constexpr const char* FileName = "cohort.json";

json toJson(const Cohort& cohort)
{
    json slides = json::array();
    for (const CohortSlide& slide : cohort.slides) {
        slides.push_back({{"name", slide.name},
                          {"slide", slide.slide.string()},
                          {"spots", slide.spots.string()},
                          {"grid", slide.grid}});
        if (!slide.truth.empty())
            slides.back()["truth"] = slide.truth.string();
    }
    return {{"weights", cohort.weights.string()},
            {"device", cohort.device},
            {"precision", cohort.precision},
            {"slides", std::move(slides)}};
}

/// Null where it cannot be read.
json readJson(const fs::path& path)
{
    std::ifstream in(path);
    return in.is_open() ? json::parse(in, nullptr, false) : json();
}

/// A row's cell by its column's name; empty without such a column.
std::string cellOf(const core::TableReader& reader, const std::vector<std::string>& header, const char* name)
{
    const auto found = std::ranges::find(header, name);
    const auto column = static_cast<std::size_t>(found - header.begin());
    return found == header.end() || column >= reader.cells().size() ? std::string()
                                                                    : std::string(reader.cells()[column]);
}

fs::path besideTable(const fs::path& table, const std::string& path)
{
    return path.empty() ? fs::path() : fs::absolute(table.parent_path() / path).lexically_normal();
}

/// For names of files: what is left of a path's last part.
std::string nameOf(const std::string& given, const fs::path& slide)
{
    std::string name = given.empty() ? slide.stem().string() : given;
    std::ranges::replace(name, '/', '_');
    return name;
}

Result<CohortSlide> slideOf(const core::TableReader& reader, const std::vector<std::string>& header,
                            const std::string& grid)
{
    const auto bad = [&](const std::string& what) {
        return fail(ErrorCode::BadInput, reader.where() + ": " + what);
    };
    CohortSlide slide;
    slide.slide = besideTable(reader.path(), cellOf(reader, header, "slide"));
    if (slide.slide.empty())
        return bad("there is no slide in this row");
    slide.name = nameOf(cellOf(reader, header, "name"), slide.slide);
    slide.spots = besideTable(reader.path(), cellOf(reader, header, "spots"));
    slide.grid = cellOf(reader, header, "grid");
    slide.truth = besideTable(reader.path(), cellOf(reader, header, "truth"));
    if (!slide.spots.empty() && !slide.grid.empty())
        return bad("spots and grid exclude each other");
    if (slide.spots.empty() && slide.grid.empty())
        slide.grid = grid;
    if (slide.spots.empty() && slide.grid.empty())
        return fail(ErrorCode::BadInput, reader.where() + ": neither spots nor a grid are given",
                    "Fill in one of these columns, or give --grid for all");
    return slide;
}

} // namespace

Result<std::vector<CohortSlide>> readSlideList(const fs::path& table, const std::string& grid)
{
    TRY(auto reader, core::TableReader::open(table));
    const auto header = reader.header();
    if (std::ranges::find(header, "slide") == header.end())
        return fail(ErrorCode::BadInput, table.string() + " has no column \"slide\"",
                    "Name the columns in its first row: slide, and perhaps name, spots, grid, truth");
    std::vector<CohortSlide> slides;
    std::set<std::string> names;
    while (reader.next()) {
        TRY(auto slide, slideOf(reader, header, grid));
        if (!names.insert(slide.name).second)
            return fail(ErrorCode::BadInput,
                        reader.where() + ": there is a slide " + slide.name + " before it",
                        "Tell them apart in a column \"name\"");
        slides.push_back(std::move(slide));
    }
    if (slides.empty())
        return fail(ErrorCode::BadInput, table.string() + " lists no slides");
    return slides;
}

Result<void> beginCohort(const Cohort& cohort)
{
    const fs::path file = cohort.folder / FileName;
    if (fs::exists(file)) {
        if (readJson(file) == toJson(cohort))
            return {};
        return fail(ErrorCode::InvalidArgument, cohort.folder.string() + " holds another cohort",
                    "Repeat the command that began it, or name another folder");
    }
    std::error_code error;
    fs::create_directories(cohort.folder, error);
    if (error)
        return fail(ErrorCode::WriteFailed, cohort.folder.string() + ": cannot be made: " + error.message(),
                    "Check the path and its permissions");
    return core::writeTextAtomically(file, toJson(cohort).dump(1) + "\n");
}

Result<Cohort> openCohort(const fs::path& folder)
{
    const fs::path file = folder / FileName;
    if (!fs::exists(file))
        return fail(ErrorCode::NotFound, folder.string() + " holds no cohort",
                    "Begin one with: transcope-cli cohort SLIDES.csv --weights W --out " + folder.string());
    try {
        const json root = readJson(file);
        Cohort cohort{
            folder, root.at("weights").get<std::string>(), root.at("device"), root.at("precision"), {}};
        for (const json& slide : root.at("slides"))
            cohort.slides.push_back({slide.at("name"), slide.at("slide").get<std::string>(),
                                     slide.at("spots").get<std::string>(), slide.at("grid"),
                                     slide.value("truth", std::string())});
        return cohort;
    } catch (const json::exception& e) {
        return fail(ErrorCode::BadInput, file.string() + " is damaged: " + e.what(),
                    "Repeat the command that began the cohort in another folder");
    }
}

SlideState stateOf(const Cohort& cohort, const CohortSlide& slide)
{
    SlideState state;
    state.result = readJson(cohort.folder / (slide.name + ".done.json"));
    state.done = state.result.is_object();
    const json failed = readJson(cohort.folder / (slide.name + ".failed.json"));
    if (!state.done && failed.is_object())
        state.failed = failed.value("reason", std::string("failed"));
    return state;
}

Result<fs::path> writeCohortScript(const Cohort& cohort, const std::string& options)
{
    // Of slurm.conf's MaxArraySize, 1001 where nobody changed it, which the largest number must be below.
    constexpr std::size_t MostTasks = 1000;
    std::set<std::size_t> numbers;
    for (std::size_t i = 0; i < cohort.slides.size(); ++i)
        if (!stateOf(cohort, cohort.slides[i]).done)
            numbers.insert(i % MostTasks);
    if (numbers.empty())
        numbers.insert(0); // which ends at once
    std::string tasks;
    for (const std::size_t number : numbers)
        tasks += (tasks.empty() ? "" : ",") + std::to_string(number);
    const fs::path folder = fs::absolute(cohort.folder).lexically_normal(), script = folder / "cohort.sbatch";
    TRY_RUN(writeSlurmScript(script, "cohort.sbatch",
                             {{"TASKS", tasks},
                              {"SLIDES", std::to_string(cohort.slides.size())},
                              {"STRIDE", std::to_string(MostTasks)},
                              {"LOG", slurmLog(folder / "slurm-", "%a.log")},
                              {"FOLDER", shellWord(folder.string())},
                              {"OPTIONS", options}}));
    return script;
}

} // namespace transcope::app
