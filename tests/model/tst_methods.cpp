#include "model/inference/verify.h"
#include "model/methods/methods.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace transcope;
using namespace transcope::model;

namespace {

std::string referencePath(const std::string& name)
{
    return TRANSCOPE_TEST_DATA "/reference/" + name + ".json";
}

double rounded(double value, int digits)
{
    const double factor = std::pow(10, digits);
    return std::round(value * factor) / factor;
}

} // namespace

// The table of the methods that M2OST is compared with, 250 genes: millions of parameters and billions of
// multiply-accumulates per spot, counted to three digits after the point; what the paper prints, to two.
TEST_CASE("every method costs what it should")
{
    struct Row
    {
        const char* method;
        double parameters, macs, paperParameters, paperMacs;
    };
    const Row rows[] = {
        {"m2ost", 7.039, 4.309, 6.81, 2.24},
        {"resnet50", 24.020, 4.088, 24.02, 4.11},
        {"deepspace", 135.285, 15.467, 135.29, 15.48},
        {"histogene", 188.118, 139.172, 187.99, 135.07}, // a section of 718 spots
        {"hist2st", 759.918, 1.555, 675.50, 1063.23},
        {"bleep", 24.229, 4.088, 24.18, 4.19},
        {"hipt", 24.857, 6.141, 24.59, 5.13}, // a tile of 256 px
    };
    CHECK(methods().size() == std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        const Row& row = rows[i];
        CAPTURE(row.method);
        const Method& method = methods().at(i);
        CHECK(method.name == row.method);
        const auto count = method.count(method, {{"genes", 250}});
        REQUIRE(count.has_value());
        CHECK(rounded(static_cast<double>(count->parameters) / 1e6, 3) == doctest::Approx(row.parameters));
        CHECK(rounded(static_cast<double>(count->macs) / 1e9, 3) == doctest::Approx(row.macs));
        CHECK(rounded(static_cast<double>(count->parametersPaper) / 1e6, 2) ==
              doctest::Approx(row.paperParameters));
        CHECK(rounded(static_cast<double>(count->macsPaper) / 1e9, 2) == doctest::Approx(row.paperMacs));
    }
}

TEST_CASE("every graph has the reference's tensors and computes its outputs")
{
    for (const Method& method : methods()) {
        if (!method.network)
            continue;
        const std::string name = method.references.empty() ? method.name : method.references.front();
        CAPTURE(name);
        const auto reference = readReference(referencePath(name));
        REQUIRE_MESSAGE(reference.has_value(), reference.error().text());
        CHECK(method.network(250).tensors() == reference->tensors);
        const auto report = verifyReference(referencePath(name));
        REQUIRE_MESSAGE(report.has_value(), report.error().text());
        CHECK(report->method == method.name);
        CHECK(report->largestOutput > 0.05);
        CHECK_MESSAGE(report->pass, "off by " << report->maxAbsError << " of " << report->largestOutput);
    }
}

TEST_CASE("a method is found by its name and by its reference's")
{
    CHECK(findMethod("deepspace", "w").value()->title == "DeepSpaCE");
    CHECK(findMethod("vgg16", "w").value()->name == "deepspace");
    const auto none = findMethod("magic", "w.safetensors");
    REQUIRE(!none.has_value());
    CHECK(none.error().message == "w.safetensors: there is no method magic");
    CHECK(none.error().whatToDo.find("m2ost, resnet50") != std::string::npos);
}
