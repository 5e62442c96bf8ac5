#include "model/training/packfile.h"
#include "model/training/split.h"
#include "tests/testsupport/tempfolder.h"

#include <cmath>
#include <doctest/doctest.h>
#include <fstream>
#include <functional>

using namespace transcope;
using namespace transcope::model;
using core::ErrorCode;
using tests::TempFolder;

namespace {

/// Five spots in three sections of two patients, two genes, one 2-px level.
PackHeader smallHeader()
{
    PackHeader h;
    h.patches.sizePx = 2;
    h.patches.downsamples = {1};
    h.patches.umPerPx = 0.5;
    h.genes = {{"DDX5", ""}, {"", "ENSG00000108654"}};
    h.sections = {{"A1", "A", 0, 2}, {"A2", "A", 2, 1}, {"B1", "B", 3, 2}};
    h.depth = {7.5f, 8, 6.25f, 9, 7};
    h.origin = "made up";
    h.licence = "CC0-1.0";
    return h;
}

const std::vector<float> SmallLabels = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

void writeSmall(const std::filesystem::path& path)
{
    auto writer = PackWriter::create(path, smallHeader(), SmallLabels);
    REQUIRE(writer);
    for (std::uint8_t spot = 0; spot < 5; ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(12, spot)));
    REQUIRE((*writer)->finish());
}

std::string bytesOf(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("a packed file gives back what was written")
{
    const TempFolder folder;
    const auto path = folder.path() / "a.pack";
    writeSmall(path);
    const auto pack = PackFile::open(path);
    REQUIRE(pack);
    const PackHeader& h = (*pack)->header();
    CHECK(h.spots() == 5);
    CHECK(h.genes == smallHeader().genes);
    CHECK(h.sections == smallHeader().sections);
    CHECK(h.patches.umPerPx == 0.5);
    CHECK(h.depth == smallHeader().depth);
    CHECK((*pack)->labels(3)[1] == 7);
    CHECK((*pack)->patches(4).size() == 12);
    CHECK((*pack)->patches(4)[11] == 4);
}

TEST_CASE("places on the array and raw counts come back")
{
    const TempFolder folder;
    const auto path = folder.path() / "a.pack";
    writeSmall(path); // as earlier versions wrote it
    CHECK((*PackFile::open(path))->header().places.empty());
    CHECK_FALSE((*PackFile::open(path))->header().hasCounts);
    PackHeader header = smallHeader();
    header.places = {{1, 2}, {3, 4}, {-1, -1}, {5, 6}, {7, 8}};
    header.hasCounts = true;
    const std::vector<float> counts = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
    CHECK(PackWriter::create(path, header, SmallLabels).error().code == ErrorCode::InvalidArgument);
    auto negative = counts;
    negative[5] = -1;
    CHECK(PackWriter::create(path, header, SmallLabels, negative).error().message.find("spot 2, gene ENSG") !=
          std::string::npos);
    auto writer = PackWriter::create(path, header, SmallLabels, counts);
    REQUIRE(writer);
    for (std::uint8_t spot = 0; spot < 5; ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(12, spot)));
    REQUIRE((*writer)->finish());
    const auto pack = PackFile::open(path);
    REQUIRE(pack);
    CHECK((*pack)->header().places == header.places);
    REQUIRE((*pack)->header().hasCounts);
    CHECK((*pack)->labels(4)[0] == 8);
    CHECK((*pack)->counts(4)[0] == 18);
    CHECK((*pack)->counts(0)[1] == 11);
    CHECK((*pack)->patches(4)[11] == 4);
}

namespace {

const TensorMap SmallNetworks = {{"a", {{2, 1}, {0.5F, -1}}}, {"b", {{1}, {3}}}};

/// Spot n has n + 1 superpixels of two values, 10 n + index.
std::vector<float> smallFeatures(int spot)
{
    std::vector<float> features;
    for (int i = 0; i < 2 * (spot + 1); ++i)
        features.push_back(static_cast<float>(10 * spot + i));
    return features;
}

void writeWithFeatures(const std::filesystem::path& path)
{
    PackHeader header = smallHeader();
    header.features = {"hipt", {{"random", "b"}}, 2, {{"a", {2, 1}}, {"b", {1}}}};
    auto writer = PackWriter::create(path, header, SmallLabels);
    REQUIRE(writer);
    CHECK((*writer)->appendFeatures(smallFeatures(0)).error().code ==
          ErrorCode::InvalidArgument); // too early
    for (std::uint8_t spot = 0; spot < 5; ++spot)
        REQUIRE((*writer)->append(std::vector<std::uint8_t>(12, spot)));
    for (int spot = 0; spot < 5; ++spot) {
        CHECK((*writer)->endFeatures(SmallNetworks, 1).error().code == ErrorCode::InvalidArgument);
        REQUIRE((*writer)->appendFeatures(smallFeatures(spot)));
    }
    CHECK((*writer)->appendFeatures(smallFeatures(0)).error().code == ErrorCode::InvalidArgument); // a sixth
    CHECK((*writer)->finish().error().code == ErrorCode::InvalidArgument);
    CHECK((*writer)->endFeatures({{"a", {{2, 1}, {0.5F, -1}}}}, 1).error().code ==
          ErrorCode::InvalidArgument);
    REQUIRE((*writer)->endFeatures(SmallNetworks, 2.5));
    REQUIRE((*writer)->finish());
}

} // namespace

TEST_CASE("features of superpixels and the networks that made them come back")
{
    const TempFolder folder;
    const auto path = folder.path() / "a.pack";
    writeWithFeatures(path);
    const auto pack = PackFile::open(path);
    REQUIRE_MESSAGE(pack.has_value(), pack.error().text());
    const auto& features = (*pack)->header().features;
    REQUIRE(features);
    CHECK(features->method == "hipt");
    CHECK(features->width == 2);
    CHECK(features->configuration["random"] == "b");
    for (int spot = 0; spot < 5; ++spot)
        CHECK(std::ranges::equal((*pack)->features(spot), smallFeatures(spot)));
    CHECK((*pack)->featureSeconds() == 2.5);
    CHECK((*pack)->networks().at("a").data == SmallNetworks.at("a").data);
    CHECK((*pack)->networks().at("b").shape == std::vector<std::int64_t>{1});
    CHECK((*pack)->patches(4)[11] == 4);

    const std::string good = bytesOf(path);
    // From the end: 3 values of networks, the seconds, 5 counts.
    const std::size_t countsAt = good.size() - 4 * (3 + 1 + 5);
    const auto damaged = [&](std::string bytes) {
        std::ofstream(path, std::ios::binary) << bytes;
        const auto opened = PackFile::open(path);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().code == ErrorCode::BadInput);
        return opened.error().message;
    };
    std::string none = good, more = good;
    none[countsAt + 4] = 0;
    more[countsAt + 4] = 3; // were 2
    CHECK(damaged(none).find("spot 1 has no superpixels") != std::string::npos);
    CHECK(damaged(more).find("are not those of its spots") != std::string::npos);
    CHECK(damaged(good.substr(0, good.size() - 4)).find("are not those") != std::string::npos);
    CHECK(damaged(good.substr(0, good.size() - 4 * (9 + 30))).find("cut off") != std::string::npos);
    std::string wide = good;
    wide.replace(wide.find("\"width\":2"), 9, "\"width\":0");
    CHECK(damaged(wide).find("no usable features") != std::string::npos);
}

TEST_CASE("damaged packed files are refused")
{
    const TempFolder folder;
    const auto path = folder.path() / "a.pack";
    writeSmall(path);
    const std::string good = bytesOf(path);
    const std::size_t labelsAt = good.size() - 5 * 12 - 10 * sizeof(float);
    struct Case
    {
        const char* name;
        std::function<std::string(std::string)> damage;
    };
    const Case cases[] = {
        {"empty", [](std::string) { return std::string(); }},
        {"wrong magic",
         [](std::string s) {
             s[0] = 'X';
             return s;
         }},
        {"cut off",
         [](std::string s) {
             s.pop_back();
             return s;
         }},
        {"too long", [](std::string s) { return s + "x"; }},
        {"header longer than the file",
         [](std::string s) {
             s.at(14) = 1;
             return s;
         }},
        {"header is no JSON", [](const std::string& s) { return s.substr(0, 16) + "?" + s.substr(17); }},
        {"a depth too few",
         [](std::string s) {
             const auto at = s.find("6.25,");
             return s.substr(0, at) + "     " + s.substr(at + 5);
         }},
        {"NaN label",
         [&](std::string s) {
             s.replace(labelsAt, 4, std::string("\0\0\xC0\x7F", 4));
             return s;
         }},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name);
        std::ofstream(path, std::ios::binary) << c.damage(good);
        const auto pack = PackFile::open(path);
        REQUIRE_FALSE(pack);
        CHECK(pack.error().code == ErrorCode::BadInput);
        CHECK(pack.error().message.find("a.pack") != std::string::npos);
    }
    CHECK(PackFile::open(folder.path() / "absent").error().code == ErrorCode::NotFound);
}

TEST_CASE("nothing half-written is left, and NaN labels are named")
{
    const TempFolder folder;
    const auto path = folder.path() / "a.pack";
    {
        auto writer = PackWriter::create(path, smallHeader(), SmallLabels);
        REQUIRE(writer);
        CHECK((*writer)->finish().error().code == ErrorCode::InvalidArgument);
        CHECK((*writer)->append(std::vector<std::uint8_t>(11)).error().code == ErrorCode::InvalidArgument);
    }
    CHECK(std::filesystem::is_empty(folder.path()));
    auto labels = SmallLabels;
    labels[4] = std::nanf("");
    const auto refused = PackWriter::create(path, smallHeader(), labels);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("spot 2, gene DDX5") != std::string::npos);
}

TEST_CASE("splits")
{
    struct Case
    {
        const char* text;
        std::vector<std::int64_t> validation;
        bool shared;
    };
    // Sections A1 (spots 0, 1), A2 (2), B1 (3, 4).
    const Case cases[] = {{"patient", {3, 4}, false},
                          {"patient=A", {0, 1, 2}, false},
                          {"section=A2", {2}, true},
                          {"section=B1", {3, 4}, false},
                          {"none", {}, false}};
    for (const Case& c : cases) {
        CAPTURE(c.text);
        const auto split = makeSplit(smallHeader(), *splitNamed(c.text, 1));
        REQUIRE(split);
        CHECK(split->validation == c.validation);
        CHECK(split->train.size() + split->validation.size() == 5);
        CHECK(split->patientsShared == c.shared);
        CHECK((split->description.find("patients shared") != std::string::npos) == c.shared);
    }
    const auto fraction = makeSplit(smallHeader(), *splitNamed("fraction=0.34", 7));
    REQUIRE(fraction);
    CHECK(fraction->validationSections.size() == 1); // 0.34 · 3 sections
    CHECK(fraction->validation == makeSplit(smallHeader(), *splitNamed("fraction=0.34", 7))->validation);
}

TEST_CASE("splits that make no sense")
{
    CHECK(splitNamed("fraction=2", 1).error().code == ErrorCode::InvalidArgument);
    CHECK(splitNamed("half", 1).error().code == ErrorCode::InvalidArgument);
    const auto unknown = makeSplit(smallHeader(), *splitNamed("patient=Z", 1));
    CHECK(unknown.error().whatToDo.find("A, B") != std::string::npos);
    PackHeader onePatient = smallHeader();
    onePatient.sections.back().patient = "A";
    CHECK(makeSplit(onePatient, *splitNamed("patient", 1)).error().code == ErrorCode::InvalidArgument);
}
