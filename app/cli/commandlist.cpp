#include "app/cli/commandlist.h"

namespace transcope::app {

void addAllCommands(Commands& commands)
{
    addDemo(commands);
    addInfo(commands);
    addModels(commands);
    addPredict(commands);
    addEvaluate(commands);
    addExport(commands);
    addFigure(commands);
    addRegions(commands);
    addReport(commands);
    addCohort(commands);
    addImportWeights(commands);
    addImportModel(commands);
    addVerify(commands);
    addBench(commands);
    addPack(commands);
    addTrain(commands);
    addDescribeTraining(commands);
    addStudy(commands);
}

} // namespace transcope::app
