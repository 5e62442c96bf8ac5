// What the program is where it was built with LibTorch and header-only libraries alone (TRANSCOPE_BUILD_IO
// off): the subcommands that read neither slides nor sessions.
#include "app/cli/benchcommand.h"
#include "app/cli/commandlist.h"
#include "app/cli/encoderinworker.h"
#include "app/cli/studyfigure.h"
#include "app/dataset/packfolder.h"

namespace transcope::app {

void addAllCommands(Commands& commands)
{
    addModels(commands);
    addImportWeights(commands);
    addImportModel(commands);
    addVerify(commands);
    addTrain(commands);
    addDescribeTraining(commands);
    addStudy(commands);
    addBench(commands);
}

model::EncoderOfProgram encoderInWorker(bool)
{
    return {};
}

void addBenchSlide(Commands&) {}
void addBenchIstar(Commands&) {}

core::Result<std::string> writeStudyFigure(const model::Study&, const std::filesystem::path&)
{
    return std::string("This build of transcope-cli draws no figure; one that reads slides draws it from the "
                       "finished folder with --resume.\n");
}

core::Result<Packed> packFolder(const std::filesystem::path& folder, const PackOptions&,
                                const std::filesystem::path&, const core::ProgressFn&, std::stop_token)
{
    return core::fail(core::ErrorCode::InvalidArgument,
                      folder.string() + " is a folder, and this build of transcope-cli reads no slides",
                      "Run transcope-cli pack where slides can be read and train from the file it makes");
}

} // namespace transcope::app
