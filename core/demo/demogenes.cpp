#include "core/demo/demogenes.h"

#include "core/demo/noise.h"

#include <cmath>
#include <map>
#include <string_view>

namespace transcope::core {

namespace {

constexpr const char* Names[] = {
#include "demogenenames.inc"
};

using enum DemoFactor;

/// Genes whose tissue every reader knows; DDX5 is the paper's example.
const std::map<std::string_view, DemoFactor>& markers()
{
    static const std::map<std::string_view, DemoFactor> table = {
        {"ERBB2", TumourSpot},      {"GRB7", TumourSpot},         {"STARD3", TumourSpot},
        {"KRT8", TumourSpot},       {"KRT18", TumourSpot},        {"KRT19", TumourSpot},
        {"KRT7", TumourSpot},       {"CLDN3", TumourSpot},        {"CLDN7", TumourSpot},
        {"CD24", TumourSpot},       {"MUC1", TumourSpot},         {"DDX5", TumourNear},
        {"FXYD3", TumourNear},      {"SPINT2", TumourNear},       {"XBP1", TumourNear},
        {"MDK", TumourNear},        {"HLA-A", LymphocytesNear},   {"HLA-B", LymphocytesNear},
        {"HLA-C", LymphocytesNear}, {"HLA-DRA", LymphocytesSpot}, {"LAPTM5", LymphocytesSpot},
        {"CYBA", LymphocytesSpot},  {"CD81", LymphocytesSpot},    {"COL1A1", CollagenSpot},
        {"COL3A1", CollagenSpot},   {"FN1", CollagenSpot},        {"BGN", CollagenSpot},
        {"AEBP1", CollagenSpot},    {"HSPG2", CollagenSpot},      {"TIMP1", CollagenSpot},
        {"VIM", FibroblastsNear},   {"TAGLN", FibroblastsNear},   {"LGALS1", FibroblastsNear},
        {"MGP", FibroblastsNear},   {"TUBB", GradeNear},          {"TUBA1B", GradeNear},
        {"HNRNPAB", GradeNear},     {"NUPR1", NecrosisNear},      {"ENO1", NecrosisNear},
        {"PKM", NecrosisNear},      {"MT2A", NecrosisNear},       {"APOE", FatNear},
        {"APOC1", FatNear},
    };
    return table;
}

/// How often the hash chooses a factor: those that a spot of this size shows most plainly come more often.
constexpr DemoFactor HashChoices[] = {TumourSpot,   TumourSpot,      TumourNear,      TumourNear,
                                      TumourNear,   CollagenSpot,    LymphocytesSpot, LymphocytesNear,
                                      CollagenSpot, FibroblastsNear, GradeNear,       LymphocytesNear,
                                      NecrosisNear, FatNear,         LymphocytesSpot};

std::uint64_t hashOf(std::string_view name)
{
    std::uint64_t hash = 0xCBF29CE484222325ull; // FNV-1a
    for (const char c : name)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
    return demo::mix(hash);
}

DemoGene makeGene(const std::string& name)
{
    const std::uint64_t hash = hashOf(name);
    const auto chance = [&](int which) { return demo::hashUniform(hash, which, 0); };
    const auto choose = [&](int which) {
        constexpr auto count = static_cast<float>(std::size(HashChoices));
        return HashChoices[static_cast<std::size_t>(chance(which) * count)];
    };
    DemoGene result;
    result.gene.symbol = name;
    // Sum of three uniforms, scaled: about normal with standard deviation 0.5.
    result.logLevel = chance(1) + chance(2) + chance(3) - 1.5f;
    const auto marker = markers().find(name);
    const bool known = marker != markers().end();
    result.driven = known || chance(4) >= 0.24f; // 0.24 of the unknown ones make a fifth of all 250
    if (!result.driven)
        return result;
    const float strength = 0.65f + 0.4f * chance(5);
    const float sign = known || chance(6) < 0.55f ? 1.0f : -1.0f;
    const DemoFactor first = known ? marker->second : choose(7);
    result.loading[static_cast<std::size_t>(first)] += sign * strength;
    result.loading[static_cast<std::size_t>(choose(8))] += (chance(9) < 0.5f ? 0.3f : -0.3f) * strength;
    return result;
}

} // namespace

const std::vector<DemoGene>& demoGenes()
{
    static const std::vector<DemoGene> genes = [] {
        std::vector<DemoGene> list;
        for (const char* name : Names)
            list.push_back(makeGene(name));
        return list;
    }();
    return genes;
}

} // namespace transcope::core
