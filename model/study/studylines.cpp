#include "model/study/studylines.h"

#include "model/methods/methods.h"

#include <algorithm>

namespace transcope::model {

namespace {

StudyLine lineOf(const StudyEntry& entry)
{
    return {entry.row.title, &entry, nullptr, entry.result ? &entry.result->scores : nullptr, {}};
}

StudyLine lineOf(const StudyBaseline& baseline)
{
    return {baseline.name, nullptr, &baseline, &baseline.scores, {}};
}

} // namespace

const StudyEntry* referenceOf(const Study& study)
{
    if (study.entries.empty())
        return nullptr;
    if (study.kind == StudyKind::Levels)
        return &study.entries.back(); // all levels
    const StudyEntry& first = study.entries.front();
    const bool isWhole = study.kind == StudyKind::Ablations || first.row.key == methods().front().name;
    return isWhole ? &first : nullptr;
}

std::vector<StudyLine> linesOf(const Study& study)
{
    std::vector<StudyLine> lines;
    for (const StudyEntry& entry : study.entries)
        lines.push_back(lineOf(entry));
    for (const StudyBaseline& baseline : study.baselines)
        lines.push_back(lineOf(baseline));
    const StudyEntry* reference = referenceOf(study);
    if (!reference || !reference->result)
        return lines;
    for (StudyLine& line : lines)
        if (line.scores && line.entry != reference && !line.isOracle())
            line.test =
                core::comparePaired(reference->result->scores.pccSpot, line.scores->pccSpot, study.patients);
    return lines;
}

} // namespace transcope::model
