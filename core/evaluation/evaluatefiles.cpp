#include "core/evaluation/evaluatefiles.h"

#include "core/base/try.h"
#include "core/evaluation/baselines.h"
#include "core/evaluation/ridgebaseline.h"
#include "core/expression/genelistfile.h"
#include "core/expression/normalisation.h"
#include "core/io/sectionfolder.h"

#include <algorithm>
#include <utility>

namespace transcope::core {

namespace {

Result<std::optional<Normalisation>> wantedNormalisation(const std::string& text)
{
    if (text.empty())
        return std::optional<Normalisation>();
    TRY(const auto normalisation, parseNormalisation(text));
    return std::optional(normalisation);
}

Result<std::vector<TruthSection>> loadTruths(const std::vector<std::string>& paths,
                                             const std::stop_token& stop)
{
    std::vector<TruthSection> truths;
    for (const auto& path : paths) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, path + ": reading was cancelled");
        TRY(auto truth, loadTruth(path));
        truths.push_back(std::move(truth));
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

/// A session may hold a grid between the measured spots beside their own prediction: of several layers those
/// without a measured spot are left out, unless that would be all.
Result<void> evaluateFile(const std::string& path, Evaluated& evaluated,
                          std::optional<Normalisation> normalisation, MethodList& methods, GeneList& genes)
{
    TRY(const auto predictions, loadPredictions(path));
    const auto truthOf = [&](const Prediction& prediction) {
        return truthIndexOf(prediction, evaluated.truths);
    };
    bool anyIsMeasured = false;
    for (const auto& prediction : predictions) {
        TRY(const auto index, truthOf(prediction));
        anyIsMeasured = anyIsMeasured || isOfMeasuredSpots(prediction, evaluated.truths[index]);
    }
    for (const auto& prediction : predictions) {
        TRY(const auto index, truthOf(prediction));
        const auto& truth = evaluated.truths[index];
        if (anyIsMeasured && !isOfMeasuredSpots(prediction, truth)) {
            auto& unscored = evaluated.leftOut.emplace_back();
            unscored.name = methodNameOf(prediction, truth.name);
            unscored.notes.push_back("none of its " + std::to_string(prediction.layer.spots->size()) +
                                     " spots was measured: nothing can be checked there");
            continue;
        }
        auto& method = methods.methodFor(methodNameOf(prediction, truth.name), truth.name);
        TRY_RUN(evaluatePrediction(method, truth, prediction, normalisation));
        if (genes.empty())
            genes = prediction.layer.genes;
    }
    return {};
}

/// The genes and normalisation that baselines are scored in: a prediction's, or what the options say.
struct Target
{
    GeneList genes;
    Normalisation normalisation = Normalisation::CpmSelected;
};

/// Reads the training sections, and whose the measured ones are where their folder's sections.csv says so.
Result<std::vector<TruthSection>> loadTraining(const std::string& folder, Evaluated& evaluated,
                                               std::stop_token stop)
{
    TRY(auto data, openSectionFolder(folder, stop));
    evaluated.trainingNotes = std::move(data.notes);
    std::vector<TruthSection> training;
    for (Section& section : data.sections) {
        for (const auto& note : section.notes)
            evaluated.trainingNotes.push_back(section.name + ": " + note);
        evaluated.trainingSections.push_back(section.name);
        training.push_back(truthOf(std::move(section)));
    }
    for (TruthSection& truth : evaluated.truths)
        if (const auto known = data.patients.find(truth.name); known != data.patients.end())
            truth.patient = known->second;
    return training;
}

Result<std::vector<std::string>> leftOut(const TruthSection& section, const Target& target)
{
    TRY(const auto prepared, prepareTruth(section, target.genes, target.normalisation));
    return leftOutOf(prepared, section, target.genes);
}

/// Notes what of the sections baselines cannot use; predictions note it of the measured sections themselves.
Result<void> noteLeftOut(Evaluated& evaluated, const std::vector<TruthSection>& training,
                         const Target& target)
{
    for (const TruthSection& section : training) {
        TRY(const auto notes, leftOut(section, target));
        for (const auto& note : notes)
            evaluated.trainingNotes.push_back(section.name + ": " + note);
    }
    for (TruthSection& truth : evaluated.truths) {
        if (!evaluated.methods.empty())
            break;
        TRY(const auto notes, leftOut(truth, target));
        truth.notes.insert(truth.notes.end(), notes.begin(), notes.end());
    }
    return {};
}

Result<void> addBaselines(Evaluated& evaluated, const std::vector<TruthSection>& training,
                          const Target& target, const ProgressFn& progress, std::stop_token stop)
{
    TRY_RUN(noteLeftOut(evaluated, training, target));
    TRY(auto constant, scoreBaselines(evaluated.truths, training, target.genes, target.normalisation));
    evaluated.baselines = std::move(constant);
    TRY(auto ridge, scoreRidge(evaluated.truths, training, target.genes, target.normalisation, progress,
                               std::move(stop)));
    (ridge.spots.empty() ? evaluated.leftOut : evaluated.baselines).push_back(std::move(ridge));
    return {};
}

/// Scores the predictions, where there are any; gives what baselines are to be scored in.
Result<Target> addMethods(Evaluated& evaluated, const EvaluateOptions& options,
                          std::optional<Normalisation> normalisation)
{
    Target target;
    if (options.predicted.empty()) {
        TRY(auto genes, readGeneList(options.genes));
        return Target{std::move(genes), normalisation.value_or(Normalisation::CpmSelected)};
    }
    MethodList methods;
    for (const auto& path : options.predicted)
        TRY_RUN(evaluateFile(path, evaluated, normalisation, methods, target.genes));
    evaluated.methods = std::move(methods.all());
    target.normalisation = evaluated.methods.front().normalisation;
    return target;
}

} // namespace

Result<Evaluated> evaluateFiles(const EvaluateOptions& options, const ProgressFn& progress,
                                std::stop_token stop)
{
    if (options.predicted.empty() && options.genes.empty())
        return fail(ErrorCode::InvalidArgument, "there is nothing to evaluate",
                    "Give --predicted, or --baseline with --genes");
    TRY(const auto normalisation, wantedNormalisation(options.normalisation));
    TRY(auto truths, loadTruths(options.truths, stop));
    Evaluated evaluated;
    evaluated.truths = std::move(truths);
    std::vector<TruthSection> training;
    if (!options.baseline.empty()) {
        TRY(auto loaded, loadTraining(options.baseline, evaluated, stop));
        training = std::move(loaded);
    }
    TRY(const auto target, addMethods(evaluated, options, normalisation));
    TRY(auto depth, scoreDepthAlone(evaluated.truths, target.genes, target.normalisation));
    if (!training.empty())
        TRY_RUN(addBaselines(evaluated, training, target, progress, stop));
    const bool anything = !evaluated.methods.empty() || !evaluated.baselines.empty();
    (depth.spots.empty() ? evaluated.leftOut : evaluated.baselines).push_back(std::move(depth));
    if (!anything)
        return fail(ErrorCode::BadInput,
                    options.baseline + ": no training section is left beside the measured ones",
                    "Name a folder with sections other than those of --truth");
    return evaluated;
}

} // namespace transcope::core
