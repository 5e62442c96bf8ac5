#include "app/cli/commandlist.h"
#include "app/cli/evaluatereport.h"

#include "core/evaluation/baselines.h"
#include "core/expression/normalisation.h"

#include <memory>

namespace transcope::app {

namespace {

using namespace transcope::core;

struct Options
{
    std::vector<std::string> truths;
    std::vector<std::string> predicted;
    std::string normalisation;
    std::string baseline;
};

Result<std::optional<Normalisation>> wantedNormalisation(const std::string& text)
{
    if (text.empty())
        return std::optional<Normalisation>();
    if (const auto normalisation = normalisationNamed(text))
        return std::optional(*normalisation);
    return fail(ErrorCode::InvalidArgument, "--normalisation " + text + ": unknown",
                "Use cpm-selected, cpm-all, log1p or none");
}

Result<std::vector<TruthSection>> loadTruths(const std::vector<std::string>& paths, const Context& context)
{
    std::vector<TruthSection> truths;
    for (const auto& path : paths) {
        if (context.stop.stop_requested())
            return fail(ErrorCode::Cancelled, path + ": reading was cancelled");
        auto truth = loadTruth(path);
        if (!truth)
            return tl::unexpected(truth.error());
        truths.push_back(std::move(*truth));
    }
    return truths;
}

/// Methods by name, in the order they are first met.
class MethodList
{
public:
    /// The method to which this section's scores go; a second prediction of one section by one method is a
    /// method of its own.
    MethodScores& methodFor(const std::string& wanted, const std::string& section)
    {
        for (int copy = 1;; ++copy) {
            const auto name = copy == 1 ? wanted : wanted + " " + std::to_string(copy);
            auto it = std::find_if(m_methods.begin(), m_methods.end(),
                                   [&](const auto& m) { return m.name == name; });
            if (it == m_methods.end()) {
                m_methods.emplace_back().name = name;
                return m_methods.back();
            }
            const bool has = std::any_of(it->spots.begin(), it->spots.end(),
                                         [&](const auto& s) { return s.section == section; });
            if (!has)
                return *it;
        }
    }
    std::vector<MethodScores>& all() { return m_methods; }

private:
    std::vector<MethodScores> m_methods;
};

Result<void> evaluateFile(const std::string& path, const std::vector<TruthSection>& truths,
                          std::optional<Normalisation> normalisation, MethodList& methods, GeneList& genes)
{
    const auto predictions = loadPredictions(path);
    if (!predictions)
        return tl::unexpected(predictions.error());
    for (const auto& prediction : *predictions) {
        const auto index = truthIndexOf(prediction, truths);
        if (!index)
            return tl::unexpected(index.error());
        const auto& truth = truths[*index];
        auto& method = methods.methodFor(methodNameOf(prediction, truth.name), truth.name);
        if (auto done = evaluatePrediction(method, truth, prediction, normalisation); !done)
            return done;
        if (genes.empty())
            genes = prediction.layer.genes;
    }
    return {};
}

Result<Output> evaluate(const Options& options, const Context& context)
{
    const auto normalisation = wantedNormalisation(options.normalisation);
    if (!normalisation)
        return tl::unexpected(normalisation.error());
    const auto truths = loadTruths(options.truths, context);
    if (!truths)
        return tl::unexpected(truths.error());
    MethodList methods;
    GeneList genes; // of the first prediction: what the baselines are scored on
    for (const auto& path : options.predicted) {
        if (auto done = evaluateFile(path, *truths, *normalisation, methods, genes); !done)
            return tl::unexpected(done.error());
    }
    std::vector<MethodScores> baselines;
    if (!options.baseline.empty()) {
        const auto training = loadSections(options.baseline, context.stop);
        if (!training)
            return tl::unexpected(training.error());
        auto scored = scoreBaselines(*truths, *training, genes, methods.all().front().normalisation);
        if (!scored)
            return tl::unexpected(scored.error());
        baselines = std::move(*scored);
    }
    return evaluationReport(*truths, methods.all(), baselines);
}

} // namespace

void addEvaluate(Commands& commands)
{
    auto options = std::make_shared<Options>();
    CLI::App* sub = commands.add("evaluate", "compare predictions with measured expression",
                                 [options](const Context& context) { return evaluate(*options, context); });
    sub->add_option(
           "--truth", options->truths,
           "measured sections: counts, .h5ad or a session; with several, the name of a file of predictions "
           "must contain its section's name")
        ->required();
    sub->add_option("--predicted", options->predicted,
                    "sessions, .h5ad or CSV files of predictions; several methods")
        ->required();
    sub->add_option("--normalisation", options->normalisation,
                    "cpm-selected, cpm-all, log1p or none; as the predictions say where not given");
    sub->add_option("--baseline", options->baseline,
                    "folder of training sections, for the baselines that look at no image");
}

} // namespace transcope::app
