#include "app/cli/commandlist.h"
#include "core/base/try.h"
#include "model/inference/verify.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

namespace transcope::app {

using nlohmann::json;

namespace {

struct Options
{
    std::vector<std::string> files;
    std::string device = "cpu";
};

json toJson(const std::string& file, const model::VerifyReport& report)
{
    json blocks = json::array();
    for (const auto& block : report.blocks)
        blocks.push_back({{"engine", block.engine},
                          {"name", block.name},
                          {"maxAbsError", block.maxAbsError},
                          {"largest", block.largest},
                          {"pass", block.pass}});
    return {{"file", file},
            {"method", report.method},
            {"maxAbsError", report.maxAbsError},
            {"largestOutput", report.largestOutput},
            {"pass", report.pass},
            {"remark", report.remark},
            {"blocks", blocks}};
}

std::string toText(const std::string& file, const model::VerifyReport& report)
{
    char numbers[128];
    std::snprintf(numbers, sizeof numbers, "largest error %.3g of %.3g (%.2g allowed)", report.maxAbsError,
                  report.largestOutput, model::VerifyTolerance * report.largestOutput);
    std::string text = file + ": " + report.method + ", " + numbers + (report.pass ? ": passes" : ": FAILS");
    text += report.remark.empty() ? "\n" : " (" + report.remark + ")\n";
    for (const auto& block : report.blocks) {
        if (block.pass)
            continue;
        std::snprintf(numbers, sizeof numbers, "  off by %.3g of %.3g: ", block.maxAbsError, block.largest);
        text += numbers + block.engine + " " + block.name + "\n";
    }
    return text;
}

core::Result<Output> verify(const Options& options)
{
    Output output;
    output.json = {{"files", json::array()}};
    for (const auto& file : options.files) {
        TRY(const auto report, model::verifyReference(file, options.device));
        output.json["files"].push_back(toJson(file, report));
        output.text += toText(file, report);
        if (!report.pass)
            output.exitCode = core::exitCode(core::ErrorCode::ModelFailure);
    }
    return output;
}

} // namespace

void addVerify(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("verify", "run a method on reference vectors and compare",
                                 [options](const Context&) { return verify(*options); });
    sub->add_option("--device", options->device, "cpu or cuda:N")->capture_default_str();
    sub->add_option("files", options->files, "reference vector files, e.g. tests/data/reference/m2ost.json")
        ->required();
}

} // namespace transcope::app
