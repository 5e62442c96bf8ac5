#include "model/backends/peakmemory.h"
#include "model/study/study.h"
#include "model/study/studyfile.h"
#include "model/study/studylines.h"
#include "model/study/studytable.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/toypack.h"

#include <doctest/doctest.h>

#include <fstream>
#include <numeric>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using tests::TempFolder;

namespace {

std::string textOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool holds(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// The toy of stripes as large as the other methods take it; they learn of four spots, since they are slow.
struct LargeToy
{
    TempFolder folder;
    std::shared_ptr<const PackFile> data = *tests::writeToyPack(folder / "toy.pack", {0, 1}, 224);
    Split split = fewSpots(*makeSplit(data->header(), SplitOptions{}));

    static Split fewSpots(Split split)
    {
        split.train.resize(4);
        return split;
    }
    StudyOptions options(const std::vector<std::string>& methods) const
    {
        StudyOptions o;
        o.kind = StudyKind::Methods;
        o.train = tests::toyOptions();
        o.train.config.imageSize = 224;
        o.train.epochs = 1;
        for (const std::string& method : methods) {
            o.methods.push_back(o.train);
            o.methods.back().method = method;
        }
        o.folder = folder / "study";
        return o;
    }
};

} // namespace

TEST_CASE("the table of methods: trained, refused, and more of them with resume")
{
    const LargeToy toy;
    StudyOptions o = toy.options({"hipt", "m2ost"});
    const auto first = runStudy(*toy.data, toy.split, o);
    REQUIRE_MESSAGE(first.has_value(), first.error().text());
    REQUIRE(first->entries.size() == 2);
    CHECK(first->entries[0].row.title == "M2OST"); // in the order of the methods' table

    o = toy.options({"resnet50", "hipt", "m2ost"});
    o.resume = true;
    std::vector<int> done;
    StudyEvents events;
    events.rowDone = [&](const StudyEntry&, int row, int) { done.push_back(row); };
    const auto study = runStudy(*toy.data, toy.split, o, events);
    REQUIRE_MESSAGE(study.has_value(), study.error().text());
    CHECK(done == std::vector<int>{2, 3});
    REQUIRE(study->entries.size() == 3);
    CHECK(study->entries[0].result->trainSeconds == first->entries[0].result->trainSeconds);
    CHECK(study->entries[1].row.key == "resnet50");
    REQUIRE(study->entries[1].result);
    CHECK(std::filesystem::exists(o.folder / "resnet50.safetensors"));
    REQUIRE(study->entries[2].problem);
    CHECK(study->entries[2].problem->code == ErrorCode::Unsupported);

    const std::string page = textOf(o.folder / "study.md");
    CHECK(holds(page, "\n- Not trained: HIPT / iStar. "));
    CHECK(holds(page, "| 44.17 (HER2+) | 2.87 (HER2+) |"));
    CHECK(holds(page, "\n| training-mean | –"));
    CHECK(holds(page, "## Paired t-tests of the correlation per spot: M2OST against each"));
    CHECK(page == studyMarkdown(*study));
    CHECK(holds(textOf(o.folder / "study.csv"), "\n\"ResNet50\",resnet50,24020000,"));

    o.methods[0].learningRate = 1; // ResNet50's
    const auto other = runStudy(*toy.data, toy.split, o);
    REQUIRE(!other);
    CHECK(other.error().code == ErrorCode::BadInput);
    CHECK(holds(other.error().message, "ResNet50 was trained with other options"));
}

TEST_CASE("the table of methods as JSON: the fields of docs/commands.md, tests and boxes")
{
    const LargeToy toy;
    const auto study = runStudy(*toy.data, toy.split, toy.options({"m2ost", "hipt"}));
    REQUIRE_MESSAGE(study.has_value(), study.error().text());
    const nlohmann::json root = nlohmann::json::parse(textOf(toy.folder / "study/study.json"));
    CHECK(root == toJson(*study));
    CHECK(root["reference"] == "m2ost");
    const auto& row = root["rows"][0];
    const core::SectionScores& scores = study->entries[0].result->scores;
    CHECK(row["method"] == "m2ost");
    CHECK(row["pccSpot"] == core::summarise(scores.pccSpot).mean);
    CHECK(row["rmseSpot"] == core::summarise(scores.rmseSpot).mean);
    CHECK(row["pccGene"]["median"] == core::summarise(scores.pccGene).median);
    CHECK(row["pccGeneBeyondDepth"]["undefined"] == 2); // the toy packs no depths
    for (const char* field : {"parameters", "macs", "trainSeconds", "spotsPerSecond", "peakMb"})
        CHECK_MESSAGE(row[field] > 0, field);
    CHECK(row["box"]["median"] == core::boxSummary(scores.pccSpot).median);
    CHECK(row["boxRmse"]["q3"] == core::boxSummary(scores.rmseSpot).q3);
    CHECK(row["pairedT"].is_null()); // not against itself
    CHECK(row["paper"]["dataSet"] == "HER2+");
    CHECK(row["paper"]["pccSpot"].get<double>() == doctest::Approx(0.4417));
    CHECK(row["paper"]["rmseSpot"] == 2.87);
    const auto& refused = root["rows"][1];
    CHECK(refused["pccSpot"].is_null());
    CHECK(refused["peakMb"].is_null());
    CHECK(refused["parametersPaper"] == 24'590'000);
    CHECK(holds(refused["problem"], "cannot be trained"));

    REQUIRE(root["baselines"].size() == 2);
    CHECK(root["baselines"][0]["name"] == "training-mean");
    CHECK(root["baselines"][1]["name"] == "ridge on colour and texture");
    CHECK(holds(root["baselines"][1]["note"], "fitted on 4 spots of 1 section, penalty "));
    const auto test = core::pairedTTest(scores.pccSpot, study->baselines[1].scores.pccSpot);
    const auto& told = root["baselines"][1]["pairedT"];
    CHECK(told["perSpot"]["pairs"] == test.pairs);
    CHECK(told["perSpot"]["meanDifference"] == test.meanDifference);
    CHECK(told["perPatient"]["pairs"] == 1);
}

TEST_CASE("a row whose training fails keeps its reason, and the study goes on")
{
    const TempFolder folder;
    const auto data = *tests::writeToyPack(folder / "toy.pack");
    const Split split = *makeSplit(data->header(), SplitOptions{});
    StudyOptions o;
    o.train = tests::toyOptions();
    o.train.epochs = 1;
    o.train.learningRate = 1e30;
    o.folder = folder / "study";
    const auto study = runStudy(*data, split, o);
    REQUIRE_MESSAGE(study.has_value(), study.error().text());
    for (const StudyEntry& entry : study->entries) {
        REQUIRE(entry.problem);
        CHECK(entry.problem->code == ErrorCode::ModelFailure);
        CHECK(holds(textOf(o.folder / "study.md"), "- Not trained: " + entry.row.title));
    }
}

TEST_CASE("methods that cannot make a table")
{
    const LargeToy toy;
    const auto code = [&](const StudyOptions& options) {
        const auto study = runStudy(*toy.data, toy.split, options);
        return study ? ErrorCode::NotFound : study.error().code;
    };
    CHECK(code(toy.options({"m2ost", "m2ost"})) == ErrorCode::InvalidArgument);
    CHECK(code(toy.options({"none"})) == ErrorCode::Unsupported);
    StudyOptions started = toy.options({"m2ost", "resnet50"}); // of one alone they may be
    started.methods[0].startFrom = "w.safetensors";
    CHECK(code(started) == ErrorCode::InvalidArgument);
    StudyOptions elsewhere = toy.options({"m2ost"});
    elsewhere.train.device = elsewhere.methods[0].device = "cuda:99";
    CHECK(code(elsewhere) == ErrorCode::DeviceFailure);
    CHECK(!std::filesystem::exists(toy.folder / "study"));
}

TEST_CASE("ridge on packed patches learns what stripes say of their width")
{
    const TempFolder folder;
    const auto data = *tests::writeToyPack(folder / "toy.pack");
    const Split split = *makeSplit(data->header(), SplitOptions{});
    std::int64_t measured = 0;
    const auto ridge = ridgeBaseline(*data, split, [&](const core::Progress& p) { measured = p.done; });
    REQUIRE(ridge);
    CHECK(measured == 48);
    for (const double correlation : ridge->scores.pccGene)
        CHECK(correlation > 0.99);
    std::stop_source stop;
    stop.request_stop();
    CHECK(ridgeBaseline(*data, split, {}, stop.get_token()).error().code == ErrorCode::Cancelled);
}

TEST_CASE("depth alone: an oracle of the packed depths")
{
    const TempFolder folder;
    PackHeader header;
    header.patches = {2, {1}, {}};
    header.genes = {{"SAME", ""}, {"AGAINST", ""}};
    header.sections = {{"A1", "A", 0, 1}, {"B1", "B", 1, 3}};
    header.depth = {5, 1, 2, 3};
    const std::vector<float> labels = {0, 0, 2, 9, 4, 8, 6, 7}; // twice the depth, and ten less it
    auto writer = PackWriter::create(folder / "d.pack", header, labels);
    REQUIRE(writer);
    for (int spot = 0; spot < 4; ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(12)));
    REQUIRE((*writer)->finish());
    const auto data = *PackFile::open(folder / "d.pack");
    const auto oracle = depthAlone(*data, *makeSplit(data->header(), SplitOptions{}));
    REQUIRE(oracle);
    CHECK(oracle->isOracle);
    CHECK(oracle->name == "depth-alone");
    CHECK(oracle->scores.pccGene[0] == doctest::Approx(1));
    CHECK(oracle->scores.pccGene[1] == doctest::Approx(-1));
    CHECK(core::summarise(oracle->scores.pccSpot).defined == 0);
    CHECK(core::summarise(oracle->scores.rmseSpot).defined == 0);
    CHECK(core::summarise(oracle->scores.pccGeneBeyondDepth).defined == 0);
}

TEST_CASE("peak memory is that of the work alone")
{
    constexpr std::size_t Bytes = 200'000'000;
    const PeakMemory before("cpu");
    const double idle = before.megabytes();
    {
        std::vector<char> large(Bytes, 1);
        CHECK(std::accumulate(large.begin(), large.begin() + 4, 0) == 4);
    }
    CHECK(before.megabytes() > idle + 190);
    CHECK(PeakMemory("cpu").megabytes() < before.megabytes() - 190);
}
