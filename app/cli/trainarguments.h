#pragma once

#include "app/cli/command.h"
#include "app/dataset/packfolder.h"
#include "model/training/trainer.h"

#include <memory>
#include <optional>
#include <span>

namespace transcope::app {

/// What every subcommand that trains asks for.
struct TrainArguments
{
    std::string data, config;
    std::optional<std::string> method;
    std::optional<int> epochs;
    std::optional<std::uint64_t> seed;
    std::optional<std::string> device, precision;
    std::string encoder; ///< file, or a backbone's name
    bool trust = false;  ///< the encoder's code, once and from now on
    PackOptions pack;
};

/// Adds them to a subcommand; gives the option --data.
CLI::Option* addTrainArguments(CLI::App& sub, TrainArguments& arguments);

/// The training options that a user names, as trainOptionsFrom() takes them: those of --config; what stands
/// on the command line goes before the file. Errors: BadInput (the file); InvalidArgument (an unknown
/// method).
core::Result<nlohmann::json> trainJsonOf(const TrainArguments& arguments);

/// Those, and the rest as the method's paper has it. checkpoint and resume are left to the subcommand.
/// Errors: those of trainJsonOf; BadInput (an option of the file).
core::Result<model::TrainOptions> trainOptionsOf(const TrainArguments& arguments);

/// The features that a method is trained on, where it is trained on some. Errors: InvalidArgument (an unknown
/// method).
core::Result<std::optional<FeatureOptions>> featuresFor(const model::TrainOptions& options);

/// Errors: InvalidArgument (an unknown split, or one that these sections do not allow).
core::Result<model::Split> splitOf(const TrainArguments& arguments, const model::PackHeader& header,
                                   std::uint64_t seed);

/// A line per epoch on stderr.
void printEpoch(const model::EpochRecord& epoch);

/// The packed data to train on: --data itself where it is a file, else a folder packed for the time of the
/// object.
class PackedData
{
public:
    ~PackedData();
    /// temporary: where a folder is packed; removed at the end. others: what is trained on it besides.
    /// Errors: those of PackFile::open and packFolder.
    core::Result<std::shared_ptr<const model::PackFile>>
    open(const TrainArguments& arguments, const model::TrainOptions& train,
         const std::filesystem::path& temporary, const Context& context,
         std::span<const model::TrainOptions> others = {});
    /// What of a folder could not be used; nothing where a packed file was given.
    const std::vector<std::string>& notes() const { return m_notes; }

private:
    std::vector<std::string> m_notes;
    std::filesystem::path m_temporary;
};

} // namespace transcope::app
