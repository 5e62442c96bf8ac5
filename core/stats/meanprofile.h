#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace transcope::core {

/// Each gene's mean over spots, in double; unknown values (NaN) count nothing.
class MeanProfile
{
public:
    explicit MeanProfile(std::size_t genes) : m_sums(genes), m_counts(genes) {}

    /// One spot: a value per gene.
    void add(std::span<const float> spot);
    /// One gene: a value per spot.
    void addGene(std::size_t gene, std::span<const float> values);
    /// What another has gathered, over the same genes.
    void add(const MeanProfile& other);
    /// NaN for a gene of which nothing is known.
    std::vector<float> means() const;

private:
    std::vector<double> m_sums, m_counts;
};

/// What no image is needed for: a held-out section is predicted by the mean profile of training spots, the
/// section's own left out.
struct MeanBaseline
{
    std::string_view name;
    /// Whose spots count.
    bool (*qualifies)(const std::string& trainingPatient, const std::string& heldOutPatient);
};

/// "training-mean": all; "other-patients-mean"; "same-patient-mean": of the same patient alone, which a split
/// that shares patients leaks.
std::span<const MeanBaseline> meanBaselines();

} // namespace transcope::core
