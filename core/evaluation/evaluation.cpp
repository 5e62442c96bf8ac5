#include "core/evaluation/evaluation.h"

#include "core/base/try.h"
#include "core/expression/denseexpression.h"
#include "core/expression/genematching.h"
#include "core/expression/normalisation.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace transcope::core {

namespace {

/// Rows of truth and prediction that are the same spot.
struct CommonSpots
{
    std::vector<std::size_t> truthRows, predictedRows;
    std::size_t elsewhere = 0; ///< not among them: of the same name, but at another place
    std::size_t size() const { return truthRows.size(); }
    /// A grid's rows and columns are names of measured spots, too, and a few may lie in place by chance.
    bool areSpotsOfTheSection() const { return size() > elsewhere; }
};

bool liesIn(const SpotTable& spots, std::size_t spot, PointD level0Px)
{
    const auto& centre = spots.spots[spot].centreLevel0Px;
    return std::hypot(centre.x - level0Px.x, centre.y - level0Px.y) <= spots.diameterLevel0Px / 2;
}

/// By name and, where places are known, in place: inside the measured spot. emptySpots: rows of truth without
/// a value, ascending; they are not used.
CommonSpots commonSpots(const SpotTable& truth, const std::vector<int>& emptySpots,
                        const Prediction& prediction)
{
    const SpotTable& predicted = *prediction.layer.spots;
    std::unordered_map<std::string_view, std::size_t> rowOf;
    for (std::size_t s = 0; s < predicted.size(); ++s)
        rowOf.emplace(predicted.spots[s].id, s);
    CommonSpots common;
    for (std::size_t s = 0; s < truth.size(); ++s) {
        const auto row = rowOf.find(truth.spots[s].id);
        const bool empty = std::binary_search(emptySpots.begin(), emptySpots.end(), static_cast<int>(s));
        if (row == rowOf.end() || empty)
            continue;
        if (prediction.hasCoordinates && !liesIn(truth, s, predicted.spots[row->second].centreLevel0Px)) {
            ++common.elsewhere;
            continue;
        }
        common.truthRows.push_back(s);
        common.predictedRows.push_back(row->second);
    }
    return common;
}

ExpressionMatrix pickedRows(const ExpressionMatrix& values, const std::vector<std::size_t>& rows)
{
    ExpressionMatrix result(rows.size(), values.genes());
    for (std::size_t g = 0; g < values.genes(); ++g)
        for (std::size_t r = 0; r < rows.size(); ++r)
            result.at(r, g) = values.at(rows[r], g);
    return result;
}

void noteWhatIsLeftOut(MethodScores& method, const TruthSection& section, const Prediction& prediction,
                       const PreparedTruth& truth, const CommonSpots& common)
{
    const auto note = [&](const std::string& text) { method.notes.push_back(section.name + ": " + text); };
    for (const auto& text : leftOutOf(truth, section, prediction.layer.genes))
        note(text);
    const auto measured = section.spots.size() - truth.emptySpots.size();
    if (common.size() < measured)
        note(std::to_string(measured - common.size()) + " of " + std::to_string(measured) +
             " measured spots are not predicted");
    if (common.size() < prediction.layer.spots->size())
        note(std::to_string(prediction.layer.spots->size() - common.size()) + " of " +
             std::to_string(prediction.layer.spots->size()) + " predicted spots are not measured");
    if (common.elsewhere > 0)
        note(std::to_string(common.elsewhere) +
             " predicted spots have the name of a measured one but lie elsewhere, and are not compared");
}

/// Why none of its spots can be compared.
tl::unexpected<Error> notOfTheSection(const Prediction& prediction, const TruthSection& section,
                                      const CommonSpots& common)
{
    const auto begin = prediction.file.string() + ": ";
    if (common.elsewhere == 0)
        return fail(ErrorCode::BadInput, begin + "no spot is also in the measured section " + section.name,
                    "Predict the section's own spots (--spots), not a grid");
    return fail(ErrorCode::BadInput,
                begin + std::to_string(common.elsewhere) + " spots have the name of one of the section " +
                    section.name + " but lie elsewhere, as those of a grid or of another picture do",
                "Predict the section's own spots (--spots); where they are these, on another picture, give "
                "the prediction as a table without places");
}

/// Whether a larger deviation means a larger error. truth, predicted: [rows, columns]; columns and rows of
/// the deviation.
Result<void> addCalibration(MethodScores& method, const ExpressionMatrix& truth,
                            const ExpressionMatrix& predicted, const Layer& deviation,
                            const std::vector<int>& columns, const std::vector<std::size_t>& rows)
{
    TRY(const auto all, columnsOf(*deviation.values, columns));
    const auto deviations = pickedRows(all, rows);
    for (std::size_t g = 0; g < truth.genes(); ++g) {
        std::vector<float> residual, spread;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            residual.push_back(std::abs(predicted.at(r, g) - truth.at(r, g)));
            spread.push_back(deviations.at(r, g));
        }
        method.deviationToResidual.push_back(rankCorrelation(spread, residual));
    }
    return {};
}

std::string withoutPart(std::string text, const std::string& part)
{
    if (const auto at = text.find(part); at != std::string::npos)
        text.erase(at, part.size());
    const auto first = text.find_first_not_of("-_. ");
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of("-_. ") - first + 1);
}

} // namespace

void addScores(MethodScores& method, const TruthSection& section, const PreparedTruth& truth,
               const std::vector<std::size_t>& rows, const ExpressionMatrix& predicted)
{
    std::vector<float> depth;
    for (const std::size_t row : rows) {
        method.spots.push_back({section.name, section.spots.spots[row].id});
        method.patients.push_back(section.patient);
        if (!truth.depth.empty())
            depth.push_back(truth.depth[row]);
    }
    const auto scores = scoreSection(pickedRows(truth.values, rows), predicted, std::move(depth));
    method.pccSpot.insert(method.pccSpot.end(), scores.pccSpot.begin(), scores.pccSpot.end());
    method.rmseSpot.insert(method.rmseSpot.end(), scores.rmseSpot.begin(), scores.rmseSpot.end());
    method.pccGene.insert(method.pccGene.end(), scores.pccGene.begin(), scores.pccGene.end());
    method.pccGeneBeyondDepth.insert(method.pccGeneBeyondDepth.end(), scores.pccGeneBeyondDepth.begin(),
                                     scores.pccGeneBeyondDepth.end());
    method.genes = truth.values.genes();
}

bool isOfMeasuredSpots(const Prediction& prediction, const TruthSection& section)
{
    return commonSpots(section.spots, {}, prediction).areSpotsOfTheSection();
}

Result<void> evaluatePrediction(MethodScores& method, const TruthSection& section,
                                const Prediction& prediction, std::optional<Normalisation> normalisation)
{
    const auto said = prediction.layer.provenance.normalisation;
    const auto used = normalisation.value_or(said);
    if (used == Normalisation::NotStated)
        return fail(ErrorCode::InvalidArgument,
                    prediction.file.string() + ": does not say how its values were normalised",
                    "Say it with --normalisation " + normalisationNames());
    TRY(const auto truth, prepareTruth(section, prediction.layer.genes, used));
    const auto common = commonSpots(section.spots, truth.emptySpots, prediction);
    if (!common.areSpotsOfTheSection())
        return notOfTheSection(prediction, section, common);
    if (prediction.isAssumed && !normalisation)
        method.notes.push_back(section.name + ": the table does not say how its values were normalised: " +
                               std::string(name(used)) + " is assumed (--normalisation)");
    noteWhatIsLeftOut(method, section, prediction, truth, common);
    const bool tellsNormalisation = !prediction.layer.provenance.version.empty();
    if (tellsNormalisation && used != said)
        method.notes.push_back(section.name + ": the prediction says " + std::string(name(said)) +
                               ", the truth is " + std::string(name(used)));
    method.normalisation = used;
    TRY(const auto predicted, columnsOf(*prediction.layer.values, truth.columns));
    const auto compared = pickedRows(predicted, common.predictedRows);
    addScores(method, section, truth, common.truthRows, compared);
    return prediction.deviation ? addCalibration(method, pickedRows(truth.values, common.truthRows), compared,
                                                 *prediction.deviation, truth.columns, common.predictedRows)
                                : Result<void>();
}

PairedComparison compareMethods(const MethodScores& a, const MethodScores& b)
{
    std::map<SpotKey, std::size_t> rowInB;
    for (std::size_t i = 0; i < b.spots.size(); ++i)
        rowInB.emplace(b.spots[i], i);
    std::vector<double> scoresA, scoresB;
    std::vector<std::string> patients;
    for (std::size_t i = 0; i < a.spots.size(); ++i) {
        const auto row = rowInB.find(a.spots[i]);
        if (row == rowInB.end())
            continue;
        scoresA.push_back(a.pccSpot[i]);
        scoresB.push_back(b.pccSpot[row->second]);
        patients.push_back(a.patients[i]);
    }
    return comparePaired(scoresA, scoresB, patients);
}

std::string methodNameOf(const Prediction& prediction, const std::string& sectionName)
{
    if (!prediction.layer.name.empty() && prediction.layer.name != "X")
        return prediction.layer.name;
    const auto rest = withoutPart(prediction.file.stem().string(), sectionName);
    return rest.empty() ? "prediction" : rest;
}

Result<std::size_t> truthIndexOf(const Prediction& prediction, const std::vector<TruthSection>& truths)
{
    if (truths.size() == 1)
        return 0;
    const auto stem = prediction.file.stem().string();
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < truths.size(); ++i) {
        if (stem.find(truths[i].name) == std::string::npos)
            continue;
        if (!best || truths[i].name.size() > truths[*best].name.size())
            best = i;
    }
    if (!best)
        return fail(ErrorCode::InvalidArgument,
                    prediction.file.string() + ": cannot tell which measured section this predicts",
                    "Let the file's name contain the section's, such as " + truths.front().name +
                        ".transcope");
    return *best;
}

} // namespace transcope::core
