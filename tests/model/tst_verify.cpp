#include "model/inference/verify.h"
#include "tests/testsupport/tempfolder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>

using namespace transcope;
using namespace transcope::model;

TEST_CASE("M2OST computes the reference vectors")
{
    const auto report = verifyReference(TRANSCOPE_TEST_DATA "/reference/m2ost.json");
    REQUIRE_MESSAGE(report.has_value(), report.error().text());
    CHECK(report->method == "m2ost");
    CHECK(report->largestOutput > 1);
    for (const auto& block : report->blocks)
        CHECK_MESSAGE(block.pass, block.engine << " " << block.name << " is off by " << block.maxAbsError
                                               << ", largest " << block.largest);
    CHECK(report->blocks.size() >= 25); // the output and 4 blocks × 3 levels of two layers
    CHECK(report->pass);
    const auto native = [](const VerifyBlock& block) { return block.engine == "native"; };
    CHECK(std::count_if(report->blocks.begin(), report->blocks.end(), native) == 1);
}

// From tests/data/reference/make_ablations.py: numpy, double precision.
TEST_CASE("ablated networks compute their reference vectors")
{
    for (const char* name : {"without-dpe", "unified-attention", "without-ctmm", "without-ccmm"}) {
        CAPTURE(name);
        const auto report =
            verifyReference(std::string(TRANSCOPE_TEST_DATA "/reference/m2ost-") + name + ".json");
        REQUIRE_MESSAGE(report.has_value(), report.error().text());
        CHECK(report->largestOutput > 0.5);
        CHECK(report->maxAbsError < 1e-5);
        CHECK(report->pass);
        REQUIRE(report->blocks.size() == 1);
        CHECK(report->blocks[0].engine == "libtorch"); // the native engine does whole networks alone
    }
}

TEST_CASE("a reference that differs is told")
{
    const tests::TempFolder folder;
    std::ifstream in(TRANSCOPE_TEST_DATA "/reference/m2ost.json");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string value = "-1.01192052"; // second gene of the first sample
    REQUIRE(text.find(value) != std::string::npos);
    text.replace(text.find(value), value.size(), "-1.01392052");
    std::ofstream(folder / "other.json") << text;
    const auto report = verifyReference(folder / "other.json");
    REQUIRE(report.has_value());
    CHECK(!report->pass);
    CHECK(report->maxAbsError == doctest::Approx(0.002).epsilon(0.05));
}

TEST_CASE("files that are no reference")
{
    struct Case
    {
        const char* name;
        const char* text;
        const char* message;
    };
    const Case cases[] = {
        {"empty", "", "is no reference vector file"},
        {"another kind", "{}", "is no reference vector file"},
        {"impossible shape",
         R"({"method":"m2ost","seed":"a","tensors":[["x",[-1]]],"inputs":{},"outputs":{}})", "shape of x"},
        {"huge shape",
         R"({"method":"m2ost","seed":"a","tensors":[["x",[100000,100000]]],"inputs":{},"outputs":{}})",
         "shape of x"},
        {"values missing",
         R"({"method":"m2ost","seed":"a","tensors":[],"inputs":{},"outputs":{"y":{"shape":[2],"values":[1]}}})",
         "1 values for [2]"},
        {"unknown method", R"({"method":"magic","seed":"a","tensors":[],"inputs":{},"outputs":{}})",
         "method magic"},
        {"not an M2OST",
         R"({"method":"m2ost","seed":"a","tensors":[],"inputs":{},"outputs":{"expression":{"shape":[1],"values":[1]}}})",
         "pos_embedding1"},
    };
    const tests::TempFolder folder;
    for (const auto& c : cases) {
        CAPTURE(c.name);
        std::ofstream(folder / "bad.json") << c.text;
        const auto report = verifyReference(folder / "bad.json");
        REQUIRE(!report.has_value());
        CHECK(exitCode(report.error().code) == 3);
        CHECK_MESSAGE(report.error().message.find(c.message) != std::string::npos, report.error().message);
        CHECK(report.error().message.find("bad.json") != std::string::npos);
    }
    CHECK(verifyReference(folder / "absent.json").error().code == core::ErrorCode::NotFound);
}
