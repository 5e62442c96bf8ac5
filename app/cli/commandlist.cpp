#include "app/cli/commandlist.h"

namespace transcope::app {

void addAllCommands(Commands& commands)
{
    addDemo(commands);
    addInfo(commands);
    addPredict(commands);
    addEvaluate(commands);
    addExport(commands);
}

} // namespace transcope::app
