#include "model/config/m2ostshapes.h"
#include "model/study/study.h"

#include "model/study/studyfile.h"
#include "model/study/studylines.h"
#include "model/study/studyprogress.h"
#include "model/study/studytable.h"
#include "model/training/heldoutscores.h"
#include "model/training/trainer.h"
#include "model/weights/weightsfile.h"
#include "tests/testsupport/tempfolder.h"
#include "tests/testsupport/toypack.h"

#include "tests/testsupport/torchdoctest.h"
#include <fstream>
#include <sstream>

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

/// Without what differs from run to run: the last columns.
std::string withoutMeasures(const std::string& csv)
{
    std::istringstream lines(csv);
    std::string text;
    for (std::string line; std::getline(lines, line);) {
        for (int column = 0; column < 3; ++column) // train_seconds, spots_per_second, peak_mb
            line.erase(line.rfind(','));
        text += line + "\n";
    }
    return text;
}

struct Toy
{
    TempFolder folder;
    std::shared_ptr<const PackFile> data = *tests::writeToyPack(folder / "toy.pack");
    Split split = *makeSplit(data->header(), SplitOptions{});

    StudyOptions options(const std::string& name, StudyKind kind = StudyKind::Levels) const
    {
        StudyOptions o;
        o.kind = kind;
        o.train = tests::toyOptions();
        o.train.epochs = 3;
        o.folder = folder / name;
        o.commit = "abc";
        return o;
    }
};

/// Three genes; sections A1 (2 spots) and A2 (3) of patient A, B1 (2) of B. No picture matters.
std::shared_ptr<const PackFile> handMade(const std::filesystem::path& path)
{
    PackHeader header;
    header.patches = {2, {1}, {}};
    header.genes = {{"X", ""}, {"Y", ""}, {"Z", ""}};
    header.sections = {{"A1", "A", 0, 2}, {"A2", "A", 2, 3}, {"B1", "B", 5, 2}};
    const std::vector<float> labels = {1, 2, 4, 2, 2, 3, 0, 1, 5, 3, 1, 2, 1, 4, 6, 2, 0, 1, 4, 4, 1};
    auto writer = PackWriter::create(path, header, labels);
    REQUIRE(writer);
    for (int spot = 0; spot < 7; ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(12)));
    REQUIRE((*writer)->finish());
    return *PackFile::open(path);
}

} // namespace

// The numbers of tst_correlation, from numpy.
TEST_CASE("held-out scores know what of them is depth")
{
    const TempFolder folder;
    const auto written = [&](std::vector<float> depth) {
        PackHeader header;
        header.patches = {2, {1}, {}};
        header.genes = {{"W", ""}, {"X", ""}, {"Y", ""}, {"Z", ""}};
        header.sections = {{"A1", "A", 0, 1}, {"B1", "B", 1, 5}};
        header.depth = std::move(depth);
        const std::vector<float> labels = {0, 0, 0, 0, 1, 5, 2, 0, 3, 1, 4, 7,
                                           2, 2, 9, 1, 8, 6, 1, 3, 0, 4, 4, 2};
        auto writer = PackWriter::create(folder / "depth.pack", header, labels);
        REQUIRE(writer);
        for (int spot = 0; spot < 6; ++spot)
            REQUIRE((*writer)->append(std::vector<std::uint8_t>(12)));
        REQUIRE((*writer)->finish());
        return *PackFile::open(folder / "depth.pack");
    };
    const std::vector<float> rows = {2, 4, 1, 1, 2, 3, 5, 5, 2, 2, 2, 2, 6, 7, 2, 1, 1, 1, 6, 4};
    const auto data = written({6, 3, 7, 4, 9, 2});
    const Split split = *makeSplit(data->header(), *splitNamed("section=B1", 1));
    const HeldOutScores scores = scoreHeldOut(*data, split, rows);
    const double plain[] = {0.971794, 0.617945, 0.0748272, 0.723286};
    const double beyond[] = {0.980828, 0.891044, 0.0191257, 0.982424};
    for (int g = 0; g < 4; ++g) {
        CHECK(scores.geneScores[g] == doctest::Approx(plain[g]));
        CHECK(scores.beyondDepth[g] == doctest::Approx(beyond[g]));
    }
    CHECK(scores.meanScore == doctest::Approx((plain[0] + plain[1] + plain[2] + plain[3]) / 4));
    const auto unknown = scoreHeldOut(*written({}), split, rows); // a file of an earlier version
    CHECK(std::isnan(unknown.beyondDepth[0]));
    CHECK(unknown.geneScores == scores.geneScores);
}

// Expected numbers from numpy's corrcoef.
TEST_CASE("scores of held-out sections and of predictors without an image")
{
    const TempFolder folder;
    const auto data = handMade(folder / "d.pack");
    const Split split = *makeSplit(data->header(), *splitNamed("section=A2", 1));
    REQUIRE(split.patientsShared);
    const std::vector<float> rows = {1, 1, 3, 2, 3, 1, 0, 2, 4};
    const core::SectionScores scores = scoresOfHeldOut(*data, split, rows);
    const auto perSpot = core::summarise(scores.pccSpot), perGene = core::summarise(scores.pccGene);
    CHECK(scores.pccSpot.size() == 3);
    CHECK(perSpot.mean == doctest::Approx(0.491793));
    CHECK(core::summarise(scores.rmseSpot).mean == doctest::Approx(1.479086));
    CHECK(perGene.mean == doctest::Approx(0.550175));
    CHECK(perGene.median == doctest::Approx(0.654654));
    CHECK(perGene.positive == doctest::Approx(2.0 / 3));
    CHECK(perSpot.undefined == 0);
    CHECK(perGene.undefined == 0);
    CHECK(core::summarise(scores.pccGeneBeyondDepth).defined == 0); // the file packs no depths
    CHECK(!depthAlone(*data, split));

    const auto baselines = noImageBaselines(*data, split);
    REQUIRE(baselines.size() == 3);
    const std::string names[] = {"training-mean", "other-patients-mean", "same-patient-mean"};
    const double pcc[] = {0.359548, -0.479437, 0.560349};
    const double rmse[] = {1.808256, 2.359014, 1.526280};
    for (int i = 0; i < 3; ++i) {
        CAPTURE(names[i]);
        CHECK(baselines[i].name == names[i]);
        const core::SectionScores& scores = baselines[i].scores;
        CHECK(core::summarise(scores.pccSpot).mean == doctest::Approx(pcc[i]));
        CHECK(core::summarise(scores.rmseSpot).mean == doctest::Approx(rmse[i]));
        CHECK(core::summarise(scores.pccGene).undefined == 3); // a constant correlates with nothing
    }
    const auto apart = noImageBaselines(*data, *makeSplit(data->header(), *splitNamed("patient=B", 1)));
    REQUIRE(apart.size() == 1);
    CHECK(apart[0].name == "training-mean");
}

TEST_CASE("a study trains and scores every row as training alone does")
{
    const Toy toy;
    const StudyOptions o = toy.options("levels");
    std::vector<std::string> done;
    StudyEvents events;
    events.rowDone = [&](const StudyEntry& entry, int row, int rows) {
        done.push_back(std::to_string(row) + "/" + std::to_string(rows) + " " + entry.row.key);
    };
    const auto study = runStudy(*toy.data, toy.split, o, events);
    REQUIRE_MESSAGE(study.has_value(), study.error().text());
    CHECK(done == std::vector<std::string>{"1/3 levels-0", "2/3 levels-1", "3/3 levels-0-1"});
    TrainOptions alone = o.train;
    alone.config.levels = {1};
    const auto trained = trainMethod(*toy.data, toy.split, alone);
    REQUIRE(trained);
    const auto rows = predictPacked(*toy.data, toy.split.validation, *trained, alone);
    const auto expected = scoresOfHeldOut(*toy.data, toy.split, rows->rows);
    const auto& result = study->entries[1].result;
    REQUIRE(result);
    CHECK(result->scores.rmseSpot == expected.rmseSpot);
    CHECK(result->scores.pccGene == expected.pccGene);
    CHECK(result->bestEpoch == trained->bestEpoch);
    CHECK(result->spotsPerSecond > 0);
    CHECK(result->peakMb > 1);
    const auto weights = readWeights(o.folder / "levels-1.safetensors");
    REQUIRE(weights);
    CHECK(weights->tensors.at("mlp_head.weight").data == trained->weights.at("mlp_head.weight").data);
    CHECK(weights->card.commit == "abc");
    CHECK(weights->card.patches.downsamples == std::vector<double>{2});
    CHECK(std::filesystem::exists(o.folder / "levels-1.curve.csv"));
    CHECK(!std::filesystem::exists(o.folder / "levels-1.checkpoint"));
    CHECK(textOf(o.folder / "study.csv") == studyCsv(*study));
    CHECK(textOf(o.folder / "study.md") == studyMarkdown(*study));
    CHECK(nlohmann::json::parse(textOf(o.folder / "study.json")) == toJson(*study));
    CHECK(textOf(o.folder / "study.csv").find("\n\"training-mean\",,,,,,,16,") != std::string::npos);
    CHECK(textOf(o.folder / "study.md").find("patient B held out") != std::string::npos);
}

TEST_CASE("an ablation study: five networks, whose weights say what they are")
{
    const Toy toy;
    StudyOptions o = toy.options("ablations", StudyKind::Ablations);
    o.train.epochs = 1;
    o.train.tokenShare = 0.5;
    const auto study = runStudy(*toy.data, toy.split, o);
    REQUIRE_MESSAGE(study.has_value(), study.error().text());
    REQUIRE(study->entries.size() == 5);
    for (const StudyEntry& entry : study->entries) {
        CAPTURE(entry.row.key);
        REQUIRE(entry.result);
        CHECK(entry.result->scores.pccSpot.size() == 16);
        const auto weights = readWeights(o.folder / (entry.row.key + ".safetensors"));
        REQUIRE(weights);
        const auto config = m2ostConfigFrom(weights->card.configuration);
        REQUIRE(config);
        CHECK(config->ablation == entry.row.config.ablation);
        CHECK(checkTensors(weights->tensors, m2ostShapes(*config), entry.row.key).has_value());
    }
    CHECK(textOf(o.folder / "study.md").find("| + unified attention |") != std::string::npos);
}

TEST_CASE("a study killed between rows or within one goes on there, to the same end")
{
    const Toy toy;
    const auto whole = runStudy(*toy.data, toy.split, toy.options("whole"));
    REQUIRE(whole);
    StudyOptions o = toy.options("killed");
    o.resume = true; // nothing there yet: begins

    std::stop_source first;
    StudyEvents afterRowOne;
    afterRowOne.rowDone = [&](const StudyEntry&, int, int) { first.request_stop(); };
    const auto stopped = runStudy(*toy.data, toy.split, o, afterRowOne, first.get_token());
    REQUIRE(!stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK(stopped.error().message.find("row 2 of 3, {1}") != std::string::npos);
    const std::string table = textOf(o.folder / "study.md");
    CHECK(table.find("| {0} |") != std::string::npos);
    CHECK(table.find("| – | – | – | – |\n| {0, 1} |") != std::string::npos); // row 2 has counts and no scores

    std::stop_source second;
    StudyEvents afterAnEpoch; // of row 2's three
    afterAnEpoch.epochDone = [&](const EpochRecord&) { second.request_stop(); };
    REQUIRE(!runStudy(*toy.data, toy.split, o, afterAnEpoch, second.get_token()));
    CHECK(std::filesystem::exists(o.folder / "levels-1.checkpoint"));

    std::vector<int> rows;
    std::vector<int> epochs;
    std::int64_t total = 0;
    StudyEvents events;
    events.progress = [&](const core::Progress& p) { total = std::max(total, p.total); };
    events.epochDone = [&](const EpochRecord& r) { epochs.push_back(r.epoch); };
    events.rowDone = [&](const StudyEntry&, int row, int) { rows.push_back(row); };
    const auto resumed = runStudy(*toy.data, toy.split, o, events);
    REQUIRE_MESSAGE(resumed.has_value(), resumed.error().text());
    CHECK(rows == std::vector<int>{2, 3});
    CHECK(epochs == std::vector<int>{2, 3, 1, 2, 3});
    CHECK(total == 5 * 32); // training spots
    CHECK(withoutMeasures(studyCsv(*resumed)) == withoutMeasures(studyCsv(*whole)));
    CHECK(textOf(o.folder / "levels-1.safetensors") == textOf(toy.folder / "whole/levels-1.safetensors"));

    rows.clear();
    REQUIRE(runStudy(*toy.data, toy.split, o, events));
    CHECK(rows.empty());
}

TEST_CASE("studies that cannot be run are refused before anything is written")
{
    const Toy toy;
    struct Case
    {
        const char* name;
        std::function<void(StudyOptions&, Split&)> spoil;
        const char* says;
    };
    const Case cases[] = {
        {"nothing held out",
         [&](StudyOptions&, Split& s) { s = *makeSplit(toy.data->header(), *splitNamed("none", 1)); },
         "holds none out"},
        {"level not packed",
         [](StudyOptions& o, Split&) {
             o.train.config.levels = {0, 1, 2};
         },
         "{2}: the packed file holds no patches of level 2"},
        {"ablation of an ablation",
         [](StudyOptions& o, Split&) {
             o.kind = StudyKind::Ablations;
             o.train.config.ablation = Ablation::WithoutDpe;
         },
         "name an ablation"},
        {"missing levels under unified attention",
         [](StudyOptions& o, Split&) {
             o.kind = StudyKind::Ablations;
             o.train.missingLevelRate = 0.5;
         },
         "+ unified attention: training: missingLevelRate"},
        {"a method", [](StudyOptions& o, Split&) { o.train.method = "resnet50"; }, "name a method"},
        {"start", [](StudyOptions& o, Split&) { o.train.startFrom = "w.safetensors"; }, "startFrom"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name);
        StudyOptions o = toy.options("refused");
        Split split = toy.split;
        c.spoil(o, split);
        const auto study = runStudy(*toy.data, split, o);
        REQUIRE(!study);
        CHECK(study.error().code == ErrorCode::InvalidArgument);
        CHECK_MESSAGE(study.error().text().find(c.says) != std::string::npos, study.error().text());
        CHECK(!std::filesystem::exists(o.folder));
    }
}

TEST_CASE("a folder that holds a study is gone on with only when asked, and only by the same study")
{
    const Toy toy;
    StudyOptions o = toy.options("study");
    o.train.epochs = 1;
    o.train.config.levels = {0};
    REQUIRE(runStudy(*toy.data, toy.split, o));
    const auto code = [&](const StudyOptions& options) {
        const auto study = runStudy(*toy.data, toy.split, options);
        return study ? ErrorCode::NotFound : study.error().code;
    };
    CHECK(code(o) == ErrorCode::InvalidArgument);
    o.resume = true;
    CHECK(runStudy(*toy.data, toy.split, o).has_value());
    StudyOptions other = o;
    other.train.seed = 2;
    CHECK(code(other) == ErrorCode::BadInput);
    other = o;
    other.kind = StudyKind::Ablations;
    CHECK(code(other) == ErrorCode::BadInput);
    std::ofstream(o.folder / "study.json") << "{";
    CHECK(code(o) == ErrorCode::BadInput);
    std::ofstream(toy.folder / "file") << "no folder";
    o.folder = toy.folder / "file/study";
    CHECK(code(o) == ErrorCode::WriteFailed);
}

TEST_CASE("the table of counts alone")
{
    const auto counted = [](StudyKind kind) {
        StudyOptions options;
        options.kind = kind;
        return countsOnly(options);
    };
    const auto study = counted(StudyKind::Ablations);
    REQUIRE(study);
    const std::string page = studyMarkdown(*study);
    CHECK(page.find("Counts for 250 genes; nothing was trained.") != std::string::npos);
    CHECK(page.find("| M2OST | 6,812,298 | 7,038,858 | 2,235,749,688 | 4,308,739,200 |\n") !=
          std::string::npos);
    CHECK(page.find("| without DPE | 7,762,554 | 7,890,042 | 1,227,567,744 | 1,764,063,360 |\n") !=
          std::string::npos);
    CHECK(page.find("PCC") == std::string::npos);
    const std::string csv = studyCsv(*counted(StudyKind::Levels));
    const auto columns = std::count(csv.begin(), csv.begin() + static_cast<long>(csv.find('\n')), ',');
    CHECK(csv.find("\n\"{0, 2}\",0 2,none,4548618,4699722,1358483424,2277157632" +
                   std::string(static_cast<std::size_t>(columns) - 6, ',') + "\n") != std::string::npos);
}

TEST_CASE("progress over a study: spots left, and time by cost")
{
    std::vector<core::Progress> seen;
    StudyProgress progress([&](const core::Progress& p) { seen.push_back(p); },
                           {{"row 2 of 3, {1}", 1}, {"row 3 of 3, {0, 1}", 3}}, 100);
    core::Progress training;
    training.total = 50; // the other half was done before
    training.done = 25;
    progress.advance(training);
    CHECK(seen.back().stage == "row 2 of 3, {1}: training");
    CHECK(seen.back().done == 25);
    CHECK(seen.back().total == 150);
    // 25 · 1 done; 25 · 1 + 100 · 3 left.
    REQUIRE(seen.back().secondsLeft);
    CHECK(*seen.back().secondsLeft == doctest::Approx(seen.back().elapsedSeconds * 325 / 25));
    progress.finishRow(); // early: patience
    training.total = 100;
    training.done = 50;
    progress.advance(training);
    CHECK(seen.back().stage == "row 3 of 3, {0, 1}: training");
    CHECK(seen.back().done == 75);
    CHECK(seen.back().total == 125);
    CHECK(*seen.back().secondsLeft == doctest::Approx(seen.back().elapsedSeconds * 150 / 175));
}
